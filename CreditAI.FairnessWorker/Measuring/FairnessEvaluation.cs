using CreditAI.Ledger.Fairness;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Schema;

namespace CreditAI.FairnessWorker.Measuring;

/// <summary>Counts to measures to violations. Selection is approval: a referred applicant has not been approved.</summary>
internal static class FairnessEvaluation
{
    public const string AdverseImpactRatio = "adverse_impact_ratio";

    /// <param name="counts">Of every model version.</param>
    /// <param name="references">Model version to protected attribute to the group compared with; else the one with the highest rate.</param>
    /// <param name="minimumGroup">Decisions a group needs to be compared.</param>
    public static IReadOnlyList<FairnessSnapshot> Measure(
        IEnumerable<DecisionCount> counts, IReadOnlyDictionary<int, IReadOnlyDictionary<string, string>> references, int minimumGroup)
        => [.. counts.GroupBy(count => (count.ModelVersion, count.Attribute)).Select(group => Measure(
            group.Key.ModelVersion,
            group.Key.Attribute,
            [.. group],
            references.GetValueOrDefault(group.Key.ModelVersion)?.GetValueOrDefault(group.Key.Attribute),
            minimumGroup))];

    /// <summary>The groups whose adverse impact ratio is below the threshold.</summary>
    public static IReadOnlyList<Violation> Violations(IEnumerable<FairnessSnapshot> snapshots, double threshold)
        => [.. snapshots.Where(snapshot => snapshot.Compared is not null).SelectMany(snapshot => snapshot.Compared!.Groups
            .Where(group => group.AdverseImpactRatio.Value < threshold)
            .Select(group => Violation(snapshot, group, threshold)))];

    private static FairnessSnapshot Measure(
        int modelVersion, string attribute, IReadOnlyList<DecisionCount> counts, string? privileged, int minimumGroup)
    {
        GroupTally[] tallies = [.. counts.GroupBy(count => count.Group).Select(group => GroupTally.Of(
            group.Key,
            group.Sum(count => count.N),
            group.Where(count => count.Decision == Decision.Approve).Sum(count => count.N)))];

        // Those who did not say are counted and shown, but they are no group that a rule protects or compares with.
        GroupTally[] comparable = [.. tallies.Where(tally => tally.N >= minimumGroup && tally.Group != ProtectedAttribute.MissingGroup)];
        return new FairnessSnapshot(
            modelVersion,
            attribute,
            counts,
            FairnessMeasures.Of(attribute, tallies).Groups,
            comparable.Length < 2 ? null : FairnessMeasures.Of(attribute, comparable, privileged));
    }

    private static Violation Violation(FairnessSnapshot snapshot, GroupRates group, double threshold)
    {
        var reference = snapshot.Compared!.Groups.Single(other => other.Group == snapshot.Compared.Reference);
        var ratio = group.AdverseImpactRatio;
        return new Violation(
            snapshot.ModelVersion, snapshot.Attribute, group.Group, AdverseImpactRatio, ratio.Value!.Value,
            ratio.Interval?.Low, ratio.Interval?.High, threshold, group.N, reference.Group, reference.N);
    }
}
