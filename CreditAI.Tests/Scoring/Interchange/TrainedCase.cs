using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Synthetic;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Interchange;

/// <summary>Scorecards as they are trained, pairs among their terms, and the rows they were trained on.</summary>
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
        var card = BoostedTrainer.Fit(data, [.. Enumerable.Range(0, data.Count)], new BoostedOptions { Rounds = 60, Bags = 2, Pairs = 4 });
        Assert.NotEmpty(card.Pairs);
        return ExchangeCases.Of(card, data, rows);
    }

    private static string Line(SyntheticApplication one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Number},{one.Date:yyyy-MM-dd},{one.Income},{one.DebtRatio},{one.Utilisation},{one.Delinquencies},{one.OldestAccountMonths},{one.EmploymentMonths},{one.Inquiries},{one.LoanAmount},{one.TermMonths},{one.Purpose},{one.HomeOwnership},{one.EmploymentType},{one.Sex},{one.Ethnicity},{one.Age},{(one.Repaid ? "repaid" : "defaulted")}");
}
