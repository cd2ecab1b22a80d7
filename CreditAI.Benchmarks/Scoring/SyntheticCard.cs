using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Benchmarks.Scoring;

/// <summary>A scorecard of twenty numbers with tables that fill a byte, the most a boosted feature usually has, and a million applications.</summary>
internal sealed class SyntheticCard
{
    public const int Rows = 1 << 20;

    private const int Features = 20;
    private const int Edges = 253;
    private const int PairGroups = 32;

    private readonly Random _random = new(1);

    /// <param name="pairs">Pair terms, of tables of 32 by 32.</param>
    public SyntheticCard(int pairs)
    {
        Feature[] features = [.. Enumerable.Range(0, Features).Select(slot => new Feature
        {
            Name = $"f{slot}",
            Kind = FeatureKind.Numeric,
            DisplayName = $"Feature {slot}",
            Reason = $"Reason {slot}",
        })];
        var schema = new DatasetSchema { Name = "synthetic", Label = new Label("y", "1", "0"), Features = features };
        Card = new Scorecard(
            schema, new PointScale(), 500, features.Select(Term), new Lineage { Trainer = "synthetic", CodeVersion = "none" },
            Enumerable.Range(0, pairs).Select(pair => Pair(pair, pair + (Features / 2))));
        Columns = [.. features.Select(feature => new NumericColumn(feature, [.. Enumerable.Range(0, Rows).Select(_ => _random.NextDouble())]))];
        Encoded = Card.Encode(Columns);
    }

    public Scorecard Card { get; }

    public FeatureColumn[] Columns { get; }

    public EncodedRows Encoded { get; }

    private FeatureTerm Term(Feature feature)
    {
        var binning = new NumericBinning(feature, Enumerable.Range(1, Edges).Select(edge => edge / (Edges + 1d)));
        return new FeatureTerm(feature, binning, Enumerable.Range(0, binning.Count).Select(_ => new Bin(1, 0, 0, _random.NextDouble())));
    }

    private PairTerm Pair(int first, int second)
    {
        var groups = Enumerable.Range(0, Edges + 3).Select(bin => (ushort)(bin * PairGroups / (Edges + 3))).ToArray();
        var cells = Enumerable.Range(0, PairGroups * PairGroups);
        return new PairTerm(first, second, groups, groups, cells.Select(_ => _random.NextDouble()), cells.Select(_ => 1d));
    }
}
