using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.FairnessWorker.Judging;

internal static partial class FindingLog
{
    public static void Changed(ILogger logger, FindingChanges changes)
    {
        foreach (var finding in changes.Opened)
        {
            var verdict = finding.Verdict;
            Opened(
                logger, verdict.Severity == Severity.Critical ? LogLevel.Error : LogLevel.Warning, verdict.Severity!.Value.ToText(), verdict.Measure,
                finding.ModelVersion, verdict.Attribute, verdict.Group, verdict.Reference, verdict.Value.Value!.Value, verdict.Threshold, verdict.Value.N);
        }

        foreach (var finding in changes.Closed)
        {
            Closed(logger, finding.Verdict.Measure, finding.ModelVersion, finding.Verdict.Attribute, finding.Verdict.Group);
        }
    }

    [LoggerMessage(EventId = 4002, Message = "Finding opened ({Severity}): {Measure} of model version {ModelVersion}, {Attribute} {Group} against {Reference}: {Value}, threshold {Threshold}, n = {N}")]
    private static partial void Opened(
        ILogger logger, LogLevel level, string severity, string measure, int modelVersion, string attribute, string group, string reference, double value,
        double threshold, long n);

    [LoggerMessage(4003, LogLevel.Information, "Finding closed: {Measure} of model version {ModelVersion}, {Attribute} {Group}")]
    private static partial void Closed(ILogger logger, string measure, int modelVersion, string attribute, string group);
}
