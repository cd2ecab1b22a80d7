using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Synthetic;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Interchange;

/// <summary>Scorecards as they are trained, with pairs added, and the rows they were trained on.</summary>
internal static class TrainedCase
{
    private static readonly Lazy<Dataset> Applications = new(() => CsvDataset.Load(
        new StringReader(string.Join('\n', new ApplicationGenerator(5, 1).Generate(3_000).Select(Line).Prepend(string.Join(',', SyntheticSchema.Columns)))),
        "generated",
        SyntheticSchema.Schema));

    public static ExchangeCase Synthetic(int rows) => Train(Applications.Value, rows);

    /// <summary>Of a public data set with its schema in examples/; skips where it is not on the machine.</summary>
    public static ExchangeCase Public(string schema, string file, int rows)
    {
        var path = Reference.File($"data/{file}.csv");
        using var stream = File.OpenRead(path);
        return Train(CsvDataset.Load(stream, path, DatasetSchema.Parse(File.ReadAllBytes(RepositoryFiles.Path("examples", $"{schema}.schema.json")))), rows);
    }

    private static ExchangeCase Train(Dataset data, int rows)
    {
        var card = LogisticTrainer.Fit(data, [.. Enumerable.Range(0, data.Count)]);
        var random = new Random(1);
        PairTerm[] pairs = [Pair(0, 1), Pair(1, card.Terms.Count - 1), Pair(card.Terms.Count - 2, card.Terms.Count - 1)];
        return ExchangeCases.Of(new Scorecard(card.Schema, card.Scale, card.BasePoints, card.Terms, card.Lineage, pairs), data, rows);

        PairTerm Pair(int first, int second)
        {
            ushort[] firstGroups = [.. card.Terms[first].Bins.Select((_, bin) => (ushort)(bin % 3))];
            ushort[] secondGroups = [.. card.Terms[second].Bins.Select((_, bin) => (ushort)(bin / 3))];
            var cells = (firstGroups.Max() + 1) * (secondGroups.Max() + 1);
            return new PairTerm(
                first, second, firstGroups, secondGroups, [.. Enumerable.Range(0, cells).Select(_ => (8 * random.NextDouble()) - 4)], [.. Enumerable.Range(0, cells)]);
        }
    }

    private static string Line(SyntheticApplication one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Number},{one.Date:yyyy-MM-dd},{one.Income},{one.DebtRatio},{one.Utilisation},{one.Delinquencies},{one.OldestAccountMonths},{one.EmploymentMonths},{one.Inquiries},{one.LoanAmount},{one.TermMonths},{one.Purpose},{one.HomeOwnership},{one.EmploymentType},{one.Sex},{one.Ethnicity},{one.Age},{(one.Repaid ? "repaid" : "defaulted")}");
}
