using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Schema;

namespace CreditAI.FairnessWorker.Measuring;

/// <summary>The measured fairness of a model version over the windows that are watched.</summary>
/// <param name="Groups">By protected attribute the groups' rates, of every group.</param>
/// <param name="Compared">By protected attribute measures between the groups that said what they are and have decisions enough; null with fewer than two.</param>
/// <param name="Verdicts">What was made of every measure.</param>
internal sealed record FairnessSnapshot(
    int ModelVersion,
    IReadOnlyDictionary<string, IReadOnlyList<GroupRates>> Groups,
    IReadOnlyDictionary<string, AttributeFairness?> Compared,
    IReadOnlyList<Verdict> Verdicts)
{
    public static FairnessSnapshot Of(WatchedVersion version, IReadOnlyList<Verdict> verdicts, int minimumGroup)
    {
        var attributes = version.Recent.Where(row => row.Basis == TallyBasis.Decided && row.Attribute.Length > 0)
            .GroupBy(row => row.Attribute).ToDictionary(
                attribute => attribute.Key,
                attribute => attribute.GroupBy(row => row.Group).Select(rows => Tally.Sum(rows.Select(row => row.Tally)).ToGroup(rows.Key)).ToArray());
        return new FairnessSnapshot(
            version.ModelVersion,
            attributes.ToDictionary(attribute => attribute.Key, attribute => FairnessMeasures.Of(attribute.Key, attribute.Value).Groups),
            attributes.ToDictionary(
                attribute => attribute.Key,
                attribute => Compare(attribute.Key, attribute.Value, version.References.GetValueOrDefault(attribute.Key), minimumGroup)),
            verdicts);
    }

    // Those who did not say are counted and shown, but they are no group that a rule protects or compares with.
    private static AttributeFairness? Compare(string attribute, GroupTally[] tallies, string? privileged, int minimumGroup)
    {
        GroupTally[] comparable = [.. tallies.Where(tally => tally.N >= minimumGroup && tally.Group != ProtectedAttribute.MissingGroup)];
        return comparable.Length < 2 ? null : FairnessMeasures.Of(attribute, comparable, privileged);
    }
}
