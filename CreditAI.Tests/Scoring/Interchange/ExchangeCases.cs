using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Interchange;

/// <summary>Scorecards of every shape, with names and levels that trip up a careless writer, and values at and around every edge.</summary>
internal static class ExchangeCases
{
    private static readonly string[] Texts =
    [
        "a", "O'Brien", "say \"no\"", "]]>", "<!-- & -->", "&amp;", "two\nlines", "cr\r\nlf", "tab\there", " padded ", "back\\slash", "'; DROP TABLE x; --",
        "na\u00EFve", "nai\u0308ve", "信用", "😀", "\u2028", "\u0085", "\u00A0", "$1", "%s", "{0}", "NULL", "null", "true", "0", "-0", "1e5", "points ", "Points", "/* */", "slot_0",
        "application", "feature", "score", "rows", "base", "A", "aa",
    ];

    private static readonly double[] Values =
        [0, -0.0, 1, -1, 0.1, 0.2, 0.1 + 0.2, 1e-5, 5e-324, -5e-324, 1e300, -1e300, double.MaxValue, double.MinValue, 123456789.123456789, 1e15, 1e16, 1d / 3];

    private static readonly double[] NoNumbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly Gen<double> Points = Gen.OneOf(Gen.Choose(-50_000, 50_000).Select(value => value / 997d), Gen.Elements(0, -0.0, 1e-17, 20, -5.5));

    private static readonly Gen<double> Counts = Gen.Choose(0, 50).Select(value => value / 3d);

    /// <param name="rows">Applications per scorecard.</param>
    public static Gen<ExchangeCase> Of(int rows) =>
        from features in Gen.Choose(1, 5)
        from names in Gen.Shuffle(Texts)
        from missing in Gen.Elements<string[]>([], ["", "NA", "NaN", "?"], ["a", "'"])
        from terms in Gen.CollectToArray(names.Take(features), Term)
        from basePoints in Points
        from scale in Gen.Elements(new PointScale(), new PointScale(0, 1, 1), new PointScale(-3.5, 0.02, 7))
        from pairs in Pairs(terms)
        let card = Card(missing, terms, basePoints, scale, pairs)
        from values in Gen.CollectToArray(terms, term => Column(term, missing).ArrayOf(rows))
        select new ExchangeCase(card, [.. Enumerable.Range(0, rows).Select(row => values.Select(column => column[row]).ToArray())]);

    /// <summary>The same scorecards for the same number, for oracles that answer many at once.</summary>
    public static IReadOnlyList<ExchangeCase> Sample(int count, int rows) => [.. Of(rows).Sample(50, new Rnd(20261122), count)];

    /// <summary>Every row of a data set as it was read.</summary>
    public static ExchangeCase Of(Scorecard card, Dataset data, int rows) => new(card, [.. Enumerable.Range(0, rows).Select(index => index % data.Count).Select(row =>
        data.Features.Select(column => column is NumericColumn numbers
            ? (object)numbers.Values[row]
            : column is CategoricalColumn levels && levels.Codes[row] is var code && code != CategoricalColumn.MissingCode ? levels.Levels[code] : null).ToArray())]);

    private static Scorecard Card(string[] missing, FeatureTerm[] terms, double basePoints, PointScale scale, PairTerm[] pairs)
    {
        var schema = new DatasetSchema
        {
            Name = "odd \"<&>' names",
            Label = new Label("repaid", "yes", "no"),
            Features = [.. terms.Select(term => term.Feature)],
            Missing = missing,
        };
        return new Scorecard(schema, scale, basePoints, terms, new Lineage { Trainer = "generated", CodeVersion = "test" }, pairs);
    }

    private static Gen<FeatureTerm> Term(string name) => Gen.OneOf(
        from edges in Gen.SubListOf(Values)
        from minimum in Gen.Elements<double?>(null, null, -1, 0.1, -1e300)
        from maximum in Gen.Elements<double?>(null, null, 1, 0.2, 1e300)
        let feature = Feature(name, FeatureKind.Numeric) with { Minimum = minimum, Maximum = maximum }
        from term in Table(feature, new NumericBinning(feature, edges.Distinct().Order()))
        select term,
        from levels in Gen.Shuffle(Texts)
        from sizes in Gen.Choose(1, 3).ArrayOf().Resize(4)
        let feature = Feature(name, FeatureKind.Categorical)
        let groups = sizes.Select((size, index) => levels.Skip(3 * index).Take(size))
        from term in Table(feature, new CategoricalBinning(feature, groups))
        select term);

    private static Feature Feature(string name, FeatureKind kind) =>
        new() { Name = name, Kind = kind, DisplayName = $"shown {name}", Reason = $"because of {name}", MissingReason = "]]> & \"absent\"" };

    private static Gen<FeatureTerm> Table(Feature feature, Binning binning) =>
        from points in Points.ArrayOf(binning.Count)
        from counts in Counts.ArrayOf(binning.Count)
        select new FeatureTerm(feature, binning, points.Zip(counts, (point, count) => new Bin(count, count / 2, 0, point)));

    private static Gen<PairTerm[]> Pairs(FeatureTerm[] terms) =>
        from chosen in Gen.SubListOf(
            from first in Enumerable.Range(0, terms.Length)
            from second in Enumerable.Range(first + 1, terms.Length - first - 1)
            select (first, second))
        from pairs in Gen.CollectToArray(chosen.Take(3), pair =>
            from rows in Groups(terms[pair.first].Bins.Count)
            from columns in Groups(terms[pair.second].Bins.Count)
            from points in Points.ArrayOf((rows.Max() + 1) * (columns.Max() + 1))
            from counts in Counts.ArrayOf(points.Length)
            select new PairTerm(pair.first, pair.second, rows, columns, points, counts))
        select pairs;

    private static Gen<ushort[]> Groups(int bins) => Gen.Choose(0, 3).ArrayOf(bins).Select(drawn =>
    {
        int[] used = [.. drawn.Distinct().Order()];
        return drawn.Select(group => (ushort)Array.IndexOf(used, group)).ToArray();
    });

    private static Gen<object?> Column(FeatureTerm term, string[] missing)
    {
        if (term.Binning is CategoricalBinning)
        {
            return Gen.Elements<object?>([null, "unseen", .. missing, .. Texts]);
        }

        double[] edges = [.. ((NumericBinning)term.Binning).Edges, term.Feature.Minimum ?? 0, term.Feature.Maximum ?? 0];
        double[] around = [.. edges, .. edges.Select(Math.BitIncrement), .. edges.Select(Math.BitDecrement), .. Values, .. NoNumbers];
        return Gen.Elements(around).Select(value => (object?)value);
    }
}
