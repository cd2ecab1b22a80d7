using System.Globalization;
using System.Text.Json;
using CreditAI.Scoring.Binnings;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.References;

/// <summary>The German credit data as scorecard.json takes them: ten features, the breaks given, rows split by index.</summary>
internal sealed class EvidenceReference
{
    /// <summary>Protected, and so left out of the reference's regression.</summary>
    public const string LeftOut = "age";

    private static readonly string[] Numeric = ["month", "credit_amount", "age"];

    private static readonly string[] Names =
        ["month", "credit_amount", "age", "status", "credit_history", "savings", "purpose", "housing", "property", "installment_plans"];

    public EvidenceReference()
    {
        Json = Reference.Json("reference/scorecard.json");
        var features = string.Join(',', Names.Select(name => $$"""{ "name": "{{name}}", "kind": "{{(Numeric.Contains(name) ? "numeric" : "categorical")}}" }"""));
        var schema = DatasetSchema.Parse($$"""{ "name": "german", "label": { "name": "credit", "favourable": "1" }, "features": [{{features}}] }""");
        using var file = File.OpenRead(Reference.File("data/german_credit.csv"));
        Data = CsvDataset.Load(file, "german_credit.csv", schema);
        Train = [.. Enumerable.Range(0, Data.Count).Where(row => row % 10 < 7)];
        Test = [.. Enumerable.Range(0, Data.Count).Where(row => row % 10 >= 7)];
        Tables = Names.ToDictionary(name => name, name => Table(name, Json.GetProperty("woe_tables_train").GetProperty(name).GetProperty("rows")));
    }

    public JsonElement Json { get; }

    public Dataset Data { get; }

    public int[] Train { get; }

    public int[] Test { get; }

    /// <summary>By feature, under the reference's fixed breaks.</summary>
    public IReadOnlyDictionary<string, EvidenceTable> Tables { get; }

    /// <summary>The features of the reference's regression, in its order.</summary>
    public IReadOnlyList<string> Scored { get; } = [.. Names.Where(name => name != LeftOut)];

    /// <summary>A feature's table under the bins that a reference table names.</summary>
    public EvidenceTable Table(string name, JsonElement rows)
    {
        var slot = Array.IndexOf(Names, name);
        var feature = Data.Schema.Features[slot];
        string[] bins = [.. rows.EnumerateArray().Select(row => row.GetProperty("bin").GetString()!)];
        Binning binning = feature.Kind == FeatureKind.Numeric
            ? new NumericBinning(feature, bins.Skip(1).Select(bin => double.Parse(bin[1..bin.IndexOf(',')], CultureInfo.InvariantCulture)))
            : new CategoricalBinning(feature, bins.Select(bin => bin.Split("%,%")));
        return EvidenceTable.Of(Data, Train, slot, binning);
    }

    /// <summary>A bin's weight of evidence as the regression takes it: 0 for what training rows do not tell.</summary>
    public double Evidence(string name, int bin) =>
        Tables[name].Rows.FirstOrDefault(row => row.Bin == bin)?.WeightOfEvidence ?? 0;

    public ushort[] Bins(string name) =>
        ScorecardBatch.Encode(Tables[name].Binning, Data.Features[Array.IndexOf(Names, name)]);

    /// <summary>The reference's coefficients as a scorecard; they are of bad outcomes on the reference's sign of evidence, so only the intercept turns.</summary>
    public Scorecard Scorecard(JsonElement regression, PointScale scale)
    {
        var schema = Data.Schema with { Features = [.. Data.Schema.Features.Where(feature => feature.Name != LeftOut)] };
        var terms = schema.Features.Select(feature =>
        {
            var table = Tables[feature.Name];
            var points = scale.Factor * regression.GetProperty("coef").GetProperty(feature.Name).GetDouble();
            var rows = table.Rows.ToDictionary(row => row.Bin);
            return new FeatureTerm(feature, table.Binning, Enumerable.Range(0, table.Binning.Count).Select(bin =>
                rows.TryGetValue(bin, out var row)
                    ? new Bin(row.Rows, row.Favourable, row.WeightOfEvidence ?? 0, points * (row.WeightOfEvidence ?? 0))
                    : new Bin(0, 0, 0, 0)));
        });
        return new Scorecard(
            schema, scale, scale.PointsAt(-regression.GetProperty("intercept").GetDouble()), terms, new Lineage { Trainer = "logistic", CodeVersion = "test" });
    }

    public double[] Points(Scorecard scorecard)
    {
        var points = new double[Data.Count];
        var bins = Scored.Select(Bins).ToArray();
        var row = new ushort[bins.Length];
        for (var index = 0; index < points.Length; index++)
        {
            for (var slot = 0; slot < row.Length; slot++)
            {
                row[slot] = bins[slot][index];
            }

            points[index] = scorecard.Score(row).Points;
        }

        return points;
    }
}
