using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Sequential;
using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>
/// Judges a model version by the fairness policy. A finding takes both: a value beyond the policy's threshold, which alone a small group passes
/// by chance, and evidence of a difference that holds under continuous looking, which alone a large group has of differences that matter to nobody.
/// </summary>
public static class VersionWatch
{
    /// <param name="version">What is watched.</param>
    /// <param name="policy">The thresholds.</param>
    /// <param name="open">Findings that are open: they take less evidence to stay so.</param>
    /// <returns>Everything that is watched, findings or not, by measure, attribute and group.</returns>
    public static IReadOnlyList<Verdict> Judge(
        WatchedVersion version, FairnessPolicy policy, IReadOnlySet<(string Measure, string Attribute, string Group)> open)
    {
        var (recent, baseline) = (new TallySeries(version.Recent), new TallySeries(version.Baseline));
        Stream[] streams =
        [
            .. ContrastStreams.Of(version, recent, policy),
            .. RateStreams.Of(version, recent, baseline, policy),
            .. BinStreams.Of(version, policy),
        ];
        var (first, others) = (Asked(streams.Where(stream => stream.IsFirst)), Asked(streams.Where(stream => !stream.IsFirst)));
        return [.. streams.Select(stream => Judge(stream, stream.IsFirst ? first : others, open))
            .OrderBy(verdict => verdict.Measure, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Attribute, StringComparer.Ordinal)
            .ThenBy(verdict => verdict.Group, StringComparer.Ordinal)];
    }

    // Each half has half of the false alarms that are allowed.
    private static double Asked(IEnumerable<Stream> half) => AlarmBound.LogEvidence(2 * half.Sum(stream => stream.Tries));

    private static Verdict Judge(Stream stream, double asked, IReadOnlySet<(string Measure, string Attribute, string Group)> open)
    {
        var needed = open.Contains((stream.Measure, stream.Attribute, stream.Group)) ? asked - AlarmBound.Slack : asked;
        var isEvident = stream.LogEvidence >= needed;
        var reading = stream.Read(isEvident ? stream.Since!.Value : DateTimeOffset.MinValue);
        var severity = SeverityOf(stream, reading.Value);
        return new Verdict
        {
            Measure = stream.Measure,
            Attribute = stream.Attribute,
            Group = stream.Group,
            Reference = stream.Reference,
            Value = reading.Value,
            Observed = reading.Observed,
            Expected = reading.Expected,
            ReferenceN = reading.ReferenceN,
            Threshold = severity == Severity.Critical ? stream.Thresholds.Critical : stream.Thresholds.Warning,
            LogEvidence = double.IsNegativeInfinity(stream.LogEvidence) ? null : stream.LogEvidence,
            LogEvidenceAsked = asked,
            Since = isEvident ? stream.Since : null,
            Severity = isEvident ? severity : null,
        };
    }

    private static Severity? SeverityOf(Stream stream, Measure measure)
    {
        if (measure.Value is not { } value)
        {
            return null;
        }

        return stream.Measure == WatchedMeasure.AdverseImpactRatio
            ? value < stream.Thresholds.Critical ? Severity.Critical : value < stream.Thresholds.Warning ? Severity.Warning : null
            : value > stream.Thresholds.Critical ? Severity.Critical : value > stream.Thresholds.Warning ? Severity.Warning : null;
    }
}
