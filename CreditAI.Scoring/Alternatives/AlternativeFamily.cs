using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Alternatives;

/// <summary>
/// Which scorecards are tried: the baseline, then one lever at a time over its range, turn by turn so that a small family has all
/// levers, and for the last third combinations drawn by seed: the best of the family is rarely one lever alone.
/// </summary>
internal sealed class AlternativeFamily(DatasetSchema schema, IReadOnlyList<string> attributes, IReadOnlyList<string> proxies, int seed)
{
    private const int MostDropped = 8;

    private static readonly double[] Penalties = [.. Enumerable.Range(0, 7).Select(step => 0.25 * Math.Pow(3, step))];
    private static readonly int[] Bins = [32, 16, 8, 4];
    private static readonly SampleWeighting[] Weightings = [SampleWeighting.DemographicParity, SampleWeighting.EqualOpportunity];
    private static readonly double[] Multipliers = [0.05, 0.1, 0.2, 0.3, 0.5];

    /// <param name="count">Members asked for; fewer come only when every combination has been tried.</param>
    public IReadOnlyList<AlternativeSpec> Members(int count)
    {
        var members = new List<AlternativeSpec>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        void Add(AlternativeSpec spec)
        {
            if (members.Count < count && seen.Add(spec.Key))
            {
                members.Add(spec with { Index = members.Count });
            }
        }

        Add(new AlternativeSpec { Index = 0 });
        var alone = count - (count / 3);
        var levers = Levers().Select(lever => new Queue<AlternativeSpec>(lever)).ToList();
        while (members.Count < alone && levers.Exists(lever => lever.Count > 0))
        {
            foreach (var lever in levers.Where(lever => lever.Count > 0 && members.Count < alone))
            {
                Add(lever.Dequeue());
            }
        }

        var random = new Random(seed);
        for (var tries = 0; members.Count < count && tries < 50 * count; tries++)
        {
            Add(Combination(random));
        }

        return members;
    }

    private IEnumerable<IEnumerable<AlternativeSpec>> Levers()
    {
        var plain = new AlternativeSpec { Index = 0 };
        var droppable = Droppable;
        yield return Penalties.SelectMany(penalty => attributes.Select(attribute => plain with { Attribute = attribute, Penalty = penalty }));
        yield return Enumerable.Range(0, droppable.Length).Select(index => plain with { Dropped = [droppable[index]] });
        yield return Enumerable.Range(2, Math.Max(0, droppable.Length - 1)).Select(many => plain with { Dropped = Sorted(droppable.Take(many)) });
        yield return new[] { 1, 0.5, 1.5 }.SelectMany(power => attributes.Select(attribute =>
            plain with { Attribute = attribute, Weighting = SampleWeighting.Reweighing, Multiplier = power }));
        yield return Multipliers.SelectMany(multiplier => attributes.Select(attribute =>
            plain with { Attribute = attribute, Weighting = SampleWeighting.DemographicParity, Multiplier = multiplier }));
        yield return Multipliers.SelectMany(multiplier => attributes.Select(attribute =>
            plain with { Attribute = attribute, Weighting = SampleWeighting.EqualOpportunity, Multiplier = multiplier }));
        yield return Bins.Select(bins => plain with { MaximumBins = bins });
        yield return HasDirections ? [plain with { Monotone = false }] : [];
    }

    private AlternativeSpec Combination(Random random)
    {
        var dropped = new List<string>(Droppable);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(dropped));
        var penalized = random.Next(2) == 0;
        return new AlternativeSpec
        {
            Index = 0,
            Attribute = attributes[random.Next(attributes.Count)],
            Penalty = penalized ? Math.Round(0.25 * Math.Pow(3, random.NextDouble() * 4), 3) : 0,
            Weighting = penalized ? SampleWeighting.AsIs : Weightings[random.Next(Weightings.Length)],
            Multiplier = penalized ? 0 : Math.Round(0.05 * Math.Pow(3, random.NextDouble() * 2), 3),
            Dropped = Sorted(dropped.Take(random.Next(Math.Min(3, dropped.Count + 1)))),
            MaximumBins = random.Next(3) == 0 ? Bins[random.Next(Bins.Length)] : null,
            Monotone = !HasDirections || random.Next(4) != 0,
        };
    }

    private bool HasDirections => schema.Features.Any(feature => feature.Direction != Direction.Free);

    /// <summary>The strongest proxies; at least one feature always stays.</summary>
    private string[] Droppable => [.. proxies.Take(Math.Min(MostDropped, schema.Features.Count - 1))];

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
