using System.Globalization;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Promotion;

internal static class FairnessGate
{
    private const int MostTold = 5;

    public static Gate Of(Contender candidate, Policy policy)
    {
        var n = candidate.Rows.Length;
        if (candidate.Data.Groups.Count == 0)
        {
            return new Gate(
                GateName.Fairness, policy.Promotion.Fairness == ActionLevel.Never, Measure.Not(n, "the rows hold no protected attribute"), null,
                "The rows hold no protected attribute, so fairness cannot be measured.");
        }

        HeldOutFinding[] findings =
        [
            .. DecidedFairness.Of(candidate, policy.Fairness)
                .Where(finding => finding.IsEvident && ActionPolicy.Reaches(policy.Promotion.Fairness, finding.Severity))
                .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Measure, StringComparer.Ordinal),
        ];
        return new Gate(
            GateName.Fairness, findings.Length == 0, Measure.Of(findings.Length, n), 0,
            findings.Length == 0
                ? "No measure of a group is beyond the fairness policy with a 95 % interval that leaves out no difference."
                : $"{string.Join("; ", findings.Take(MostTold).Select(Tell))}{(findings.Length > MostTold ? $"; and {findings.Length - MostTold} more" : "")}.");
    }

    private static string Tell(HeldOutFinding finding) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(finding.Severity == Severity.Critical ? "critical" : "warning")}: {finding.Measure} of {finding.Attribute} {finding.Group} against {finding.Reference} is {finding.Value.Value:0.####} ({finding.Value.Interval!.Value.Low:0.####} to {finding.Value.Interval.Value.High:0.####}), threshold {finding.Threshold:0.####}, n = {finding.Value.N}");
}
