using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Benchmarks.Load;

/// <summary>The scorecard that decides under load: 16 numbers, 4 categories and 10 pairs, with tables as large as a boosted one's.</summary>
internal static class DecisionCard
{
    public const double Approve = 605;
    public const double Decline = 585;

    private const int Numbers = 16;
    private const int Categories = 4;
    private const int Pairs = 10;
    private const int Edges = 253;
    private const int PairGroups = 16;
    private const double Spread = 40; // Points between the worst and the best bin of a feature.

    public static string[] Levels { get; } = [.. Enumerable.Range(0, 12).Select(level => $"level {level:00}")];

    /// <returns>The same every time, to the last byte.</returns>
    public static Scorecard Make()
    {
        var random = new Random(1);
        Feature[] features = [.. Enumerable.Range(0, Numbers + Categories).Select(slot => new Feature
        {
            Name = $"feature_{slot:00}",
            Kind = slot < Numbers ? FeatureKind.Numeric : FeatureKind.Categorical,
            DisplayName = $"Feature {slot}",
            Reason = $"Feature {slot} is less favourable than it could be",
        })];
        FeatureTerm[] terms = [.. features.Select(feature => Term(feature, random))];
        return new Scorecard(
            new DatasetSchema { Name = "load", Label = new Label("repaid", "1", "0"), Features = features },
            new PointScale(), 600, terms, new Lineage { Trainer = "synthetic", CodeVersion = "none" },
            Enumerable.Range(0, Pairs).Select(pair => Pair(pair, pair + Pairs, terms, random)));
    }

    private static FeatureTerm Term(Feature feature, Random random)
    {
        Binning binning = feature.Kind == FeatureKind.Numeric
            ? new NumericBinning(feature, Enumerable.Range(1, Edges).Select(edge => edge / (Edges + 1d)))
            : new CategoricalBinning(feature, Levels.Select(level => new[] { level }));
        return new FeatureTerm(feature, binning, Enumerable.Range(0, binning.Count).Select(_ => new Bin(1, 0, 0, Points(random))));
    }

    private static PairTerm Pair(int first, int second, FeatureTerm[] terms, Random random)
    {
        var (rows, columns) = (Groups(terms[first]), Groups(terms[second]));
        var cells = Enumerable.Range(0, (rows.Max() + 1) * (columns.Max() + 1)).ToArray();
        return new PairTerm(first, second, rows, columns, cells.Select(_ => Points(random) / 4), cells.Select(_ => 1d));
    }

    private static ushort[] Groups(FeatureTerm term)
    {
        var bins = term.Bins.Count;
        var groups = Math.Min(PairGroups, bins);
        return [.. Enumerable.Range(0, bins).Select(bin => (ushort)(bin * groups / bins))];
    }

    private static double Points(Random random) => (random.NextDouble() - 0.5) * Spread;
}
