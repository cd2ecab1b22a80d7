using CreditAI.Scoring.Alternatives.Judging;

namespace CreditAI.Scoring.Alternatives;

/// <summary>Measures the whole family on the same rows and the same resamples of them.</summary>
internal sealed class FamilyJudgement(SearchOptions options, JudgedRows rows, IReadOnlyList<Candidate> candidates)
{
    private readonly FrontierMeasure[] _measures = [options.Accuracy, options.Fairness];

    public IReadOnlyList<Alternative> Judge(CancellationToken cancel)
    {
        Judged[] judged = [.. candidates.Select(candidate => new Judged(
            rows, candidate.Points, candidate.ApproveAt, points => 1 - candidate.Scorecard.Scale.ProbabilityOfDefault(points)))];
        var resamples = Resampling.Measure(rows, judged, _measures, options.Resamples, options.Seed, cancel);
        var values = _measures.Select(measure => judged.Select(one => measure.Of(one, rows.Weights)).ToArray()).ToArray();
        var accuracy = SimultaneousBands.Of(values[0], resamples[0]);
        var fairness = SimultaneousBands.Of(values[1], resamples[1]);
        var loss = Differences(_measures[0], values[0], resamples[0], baselineFirst: true);
        var gain = Differences(_measures[1], values[1], resamples[1], baselineFirst: false);
        double?[] badRates = [.. judged.Select(one => FrontierMeasures.BadRate(one, rows.Weights))];
        return MarkFrontier([.. candidates.Select((candidate, index) => new Alternative
        {
            Spec = candidate.Spec,
            Scorecard = candidate.Scorecard,
            ApproveAt = candidate.ApproveAt,
            Accuracy = accuracy[index],
            Fairness = fairness[index],
            Loss = loss[index],
            Gain = gain[index],
            BadRateChange = badRates[index] - badRates[0],
            ChangedPerThousand = 1000d * judged[index].Approved.Where((approved, row) => approved != judged[0].Approved[row]).Count() / rows.Rows.Length,
        })]);
    }

    /// <summary>Baseline and choice once more, on rows that nothing was chosen by.</summary>
    public static Confirmation Confirm(SearchOptions options, JudgedRows rows, Candidate baseline, Candidate chosen, CancellationToken cancel)
    {
        var both = new FamilyJudgement(options, rows, [baseline, chosen]).Judge(cancel);
        var (loss, gain) = (both[1].Loss, both[1].Gain);
        var fairer = gain.Band is { } gained && gained.Low > 0;
        var cheap = loss.Band is { } lost && lost.High <= options.MaximumLoss;
        var verdict = (fairer, cheap) switch
        {
            (true, true) => "confirmed: fairer, and its loss of accuracy within the tolerance, each beyond chance",
            (true, false) => "fairer beyond chance; that its loss of accuracy is within the tolerance is not shown by this many rows",
            (false, true) => "its loss of accuracy is within the tolerance; that it is fairer is not shown by this many rows",
            _ => "neither that it is fairer nor that its loss of accuracy is within the tolerance is shown by this many rows",
        };
        return new Confirmation(
            rows.Rows.Length, (both[0].Accuracy, both[0].Fairness), (both[1].Accuracy, both[1].Fairness), loss, gain, verdict);
    }

    private static Banded[] Differences(FrontierMeasure measure, double?[] values, double[][] resamples, bool baselineFirst)
    {
        double Difference(double value, double baseline) => (measure.Merit(value) - measure.Merit(baseline)) * (baselineFirst ? -1 : 1);
        double?[] differences = [.. values.Select(value => value is { } one && values[0] is { } baseline ? Difference(one, baseline) + 0 : (double?)null)];
        return SimultaneousBands.Of(differences, [.. resamples.Select(resample => resample.Select(value => Difference(value, resample[0])).ToArray())]);
    }

    private Alternative[] MarkFrontier(Alternative[] alternatives)
    {
        (double Accuracy, double Fairness)? Merits(Alternative one) => one.Accuracy.Value is { } accuracy && one.Fairness.Value is { } fairness
            ? (_measures[0].Merit(accuracy), _measures[1].Merit(fairness))
            : null;
        bool Dominates((double Accuracy, double Fairness)? one, (double Accuracy, double Fairness)? other) =>
            one is { } better && other is { } worse
            && better.Accuracy >= worse.Accuracy && better.Fairness >= worse.Fairness
            && (better.Accuracy > worse.Accuracy || better.Fairness > worse.Fairness);
        return [.. alternatives.Select(one => one with
        {
            OnFrontier = Merits(one) is not null && !Array.Exists(alternatives, other => Dominates(Merits(other), Merits(one))),
        })];
    }
}
