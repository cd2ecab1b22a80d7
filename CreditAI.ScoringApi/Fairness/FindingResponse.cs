using System.ComponentModel;
using System.Globalization;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.ScoringApi.Fairness;

[Description("A violation of the fairness policy, with what it rests on.")]
internal sealed record FindingResponse(
    [property: Description("Its id.")] Guid Id,
    [property: Description("The model version it is about.")] int ModelVersion,
    [property: Description("warning or critical.")] string Severity,
    [property: Description("What is measured, such as demographic_parity.")] string Measure,
    [property: Description("The protected attribute; of drift of a feature its name; empty for everybody.")] string Attribute,
    [property: Description("The group; empty for everybody.")] string Group,
    [property: Description("The group compared with; else what is: baseline, predicted or ledger.")] string Reference,
    [property: Description("The measure's value since the difference began.")] double? Value,
    [property: Description("Lower end of its 95 % interval; null where none is known.")] double? Low,
    [property: Description("Upper end.")] double? High,
    [property: Description("Decisions on the group.")] long N,
    [property: Description("Decisions that the reference rests on.")] long ReferenceN,
    [property: Description("The group's rate, where it is one.")] double? Observed,
    [property: Description("The reference's.")] double? Expected,
    [property: Description("The policy's threshold that the value is beyond.")] double Threshold,
    [property: Description("Natural logarithm of the evidence against no difference.")] double? LogEvidence,
    [property: Description("How much of it a finding takes.")] double LogEvidenceAsked,
    [property: Description("When the difference began, as well as can be told, UTC.")] DateTimeOffset? Since,
    [property: Description("UTC.")] DateTimeOffset OpenedAt,
    [property: Description("UTC.")] DateTimeOffset UpdatedAt,
    [property: Description("Null while the policy is violated.")] DateTimeOffset? ClosedAt,
    [property: Description("Where it is read.")] string Link,
    [property: Description("Where the model version's windows are read from a day before the difference began.")] string History)
{
    public static FindingResponse From(Finding finding)
    {
        var verdict = finding.Verdict;
        return new FindingResponse(
            finding.Id, finding.ModelVersion, verdict.Severity!.Value.ToText(), verdict.Measure, verdict.Attribute, verdict.Group, verdict.Reference,
            verdict.Value.Value, verdict.Value.Interval?.Low, verdict.Value.Interval?.High, verdict.Value.N, verdict.ReferenceN, verdict.Observed,
            verdict.Expected, verdict.Threshold, verdict.LogEvidence, verdict.LogEvidenceAsked, verdict.Since, finding.OpenedAt, finding.UpdatedAt,
            finding.ClosedAt, $"/v1/fairness/findings/{finding.Id}", HistoryOf(finding));
    }

    private static string HistoryOf(Finding finding)
    {
        var from = (finding.Verdict.Since ?? finding.OpenedAt).AddDays(-1).UtcDateTime;
        var to = (finding.ClosedAt ?? finding.UpdatedAt).UtcDateTime;
        var grain = to - from < FairnessTime.Most(Grain.Hour) ? Grain.Hour : Grain.Day;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"/v1/fairness/history?grain={grain.ToText()}&model={finding.ModelVersion}&from={from:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={to:yyyy-MM-dd'T'HH:mm:ss'Z'}");
    }
}
