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

        FairnessBreach[] breaches =
        [
            .. DecidedFairness.Of(candidate, policy.Fairness)
                .Where(breach => breach.IsEvident && ActionPolicy.Reaches(policy.Promotion.Fairness, breach.Severity))
                .OrderByDescending(breach => breach.Severity).ThenBy(breach => breach.Measure, StringComparer.Ordinal),
        ];
        return new Gate(
            GateName.Fairness, breaches.Length == 0, Measure.Of(breaches.Length, n), 0,
            breaches.Length == 0
                ? "No measure of a group is beyond the fairness policy with a 95 % interval that leaves out no difference."
                : $"{string.Join("; ", breaches.Take(MostTold).Select(Tell))}{(breaches.Length > MostTold ? $"; and {breaches.Length - MostTold} more" : "")}.");
    }

    private static string Tell(FairnessBreach breach) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(breach.Severity == Severity.Critical ? "critical" : "warning")}: {breach.Measure} of {breach.Attribute} {breach.Group} against {breach.Reference} is {breach.Value.Value:0.####} ({breach.Value.Interval!.Value.Low:0.####} to {breach.Value.Interval.Value.High:0.####}), threshold {breach.Threshold:0.####}, n = {breach.Value.N}");
}
