using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Scorecards;

/// <summary>Any scorecard with any rows: tiny, byte-wide and wide tables, pairs of all of them, and values at, between and beyond the edges.</summary>
internal sealed class DrawnScorecard
{
    private static readonly int[] OrdinaryBins = [1, 2, 3, 13, 14, 15, 60, 253, 254, 255, 300];

    private readonly Random _random;

    private DrawnScorecard(int seed, int rows)
    {
        _random = new Random(seed);
        var features = Enumerable.Range(0, _random.Next(1, 12)).Select(Feature).ToArray();
        var terms = features.Select(feature => feature.Kind == FeatureKind.Numeric ? Numeric(feature) : Categorical(feature)).ToArray();
        var schema = new DatasetSchema { Name = "drawn", Label = new Label("y", "1", "0"), Features = features };
        Card = new Scorecard(schema, new PointScale(), Points(), terms, new Lineage { Trainer = "drawn", CodeVersion = "test" }, Pairs(terms));
        Columns = [.. terms.Select(term => Column(term, rows))];
    }

    public static Arbitrary<DrawnScorecard> Any { get; } = (
        from seed in Gen.Choose(0, int.MaxValue)
        from rows in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1_000, 2_100))
        select new DrawnScorecard(seed, rows)).ToArbitrary();

    public Scorecard Card { get; }

    public FeatureColumn[] Columns { get; }

    public int Rows => Columns[0].Count;

    public static DrawnScorecard Of(int seed, int rows) => new(seed, rows);

    /// <summary>The row's values set one by one, as an application's fields are.</summary>
    public void Fill(FeatureVector vector, int row)
    {
        for (var slot = 0; slot < Columns.Length; slot++)
        {
            if (Columns[slot] is NumericColumn numeric)
            {
                vector.SetNumber(slot, numeric.Values[row]);
            }
            else if (Columns[slot] is CategoricalColumn { Codes: var codes } categorical && codes[row] != CategoricalColumn.MissingCode)
            {
                vector.SetLevel(slot, categorical.Levels[codes[row]]);
            }
            else
            {
                vector.SetMissing(slot);
            }
        }
    }

    public override string ToString() =>
        $"{Rows} rows; bins {string.Join(' ', Card.Terms.Select(term => term.Bins.Count))}; pairs {string.Join(' ', Card.Pairs.Select(pair => (pair.First, pair.Second)))}";

    private Feature Feature(int slot)
    {
        var numeric = _random.Next(4) != 0;
        return new Feature
        {
            Name = $"f{slot}",
            Kind = numeric ? FeatureKind.Numeric : FeatureKind.Categorical,
            DisplayName = $"Feature {slot}",
            Reason = $"Reason {slot}",
            Minimum = numeric && _random.Next(3) == 0 ? -50 : null,
            Maximum = numeric && _random.Next(3) == 0 ? 50 : null,
        };
    }

    private FeatureTerm Numeric(Feature feature)
    {
        var edges = Enumerable.Range(0, OrdinaryBins[_random.Next(OrdinaryBins.Length)] - 1).Select(_ => _random.Next(-400, 400) / 4d);
        return Term(feature, new NumericBinning(feature, edges.Distinct().Order()));
    }

    private FeatureTerm Categorical(Feature feature)
    {
        var levels = Enumerable.Range(0, OrdinaryBins[_random.Next(OrdinaryBins.Length)]).Select(level => (string[])[$"l{level}"]);
        return Term(feature, new CategoricalBinning(feature, levels));
    }

    private FeatureTerm Term(Feature feature, Binning binning) =>
        new(feature, binning, Enumerable.Range(0, binning.Count).Select(_ => new Bin(_random.Next(1, 90), 1, 0, Points())));

    // Thirds are no sums of powers of two, so another order of adding gives other bits.
    private double Points() => _random.Next(-90_000, 90_000) / 3_000d;

    private List<PairTerm> Pairs(FeatureTerm[] terms)
    {
        var pairs = new List<PairTerm>();
        for (var first = 0; first < terms.Length; first++)
        {
            for (var second = first + 1; second < terms.Length && pairs.Count < 10; second++)
            {
                if (_random.Next(3) == 0)
                {
                    var (rows, columns) = (Groups(terms[first]), Groups(terms[second]));
                    var cells = (rows.Max() + 1) * (columns.Max() + 1);
                    pairs.Add(new PairTerm(
                        first, second, rows, columns, Enumerable.Range(0, cells).Select(_ => Points()), Enumerable.Range(0, cells).Select(_ => (double)_random.Next(9))));
                }
            }
        }

        return pairs;
    }

    private ushort[] Groups(FeatureTerm term)
    {
        var groups = _random.Next(1, Math.Min(term.Bins.Count, 32));
        return [.. Enumerable.Range(0, term.Bins.Count).Select(bin => (ushort)(bin < groups ? bin : _random.Next(groups)))];
    }

    private FeatureColumn Column(FeatureTerm term, int rows) => term.Binning is NumericBinning binning
        ? new NumericColumn(term.Feature, [.. Enumerable.Range(0, rows).Select(_ => Value(binning.Edges))])
        : new CategoricalColumn(
            term.Feature,
            [.. Enumerable.Range(0, rows).Select(_ => _random.Next(-1, term.Binning.Count))],
            [.. Enumerable.Range(0, term.Binning.Count).Select(level => $"l{level}")]);

    private double Value(IReadOnlyList<double> edges) => _random.Next(12) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => _random.Next(2) == 0 ? double.MaxValue : -0d,
        < 8 when edges.Count > 0 => Nudged(edges[_random.Next(edges.Count)]),
        _ => (_random.NextDouble() * 240) - 120,
    };

    private double Nudged(double edge) => _random.Next(3) switch
    {
        0 => double.BitDecrement(edge),
        1 => double.BitIncrement(edge),
        _ => edge,
    };
}
