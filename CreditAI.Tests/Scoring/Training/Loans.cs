using System.Globalization;
using CreditAI.Scoring.Data;

namespace CreditAI.Tests.Scoring.Training;

/// <summary>Small data sets of <see cref="Cards.Schema"/> to train on.</summary>
internal static class Loans
{
    /// <summary>Rows in which debt and inquiries hurt, housing helps, and a tenth of debt is missing.</summary>
    public static Dataset Noisy(int count, int seed)
    {
        var random = new Random(seed);
        return Load(Enumerable.Range(0, count).Select(_ =>
        {
            var (debt, inquiries, owns) = (random.NextDouble() * 1.5, random.Next(8), random.Next(2) == 0);
            var odds = 1.5 - (2 * debt) - (0.2 * inquiries) + (owns ? 0.7 : 0);
            var repaid = random.NextDouble() < 1 / (1 + Math.Exp(-odds));
            var debtText = random.Next(10) == 0 ? "" : debt.ToString("0.000", CultureInfo.InvariantCulture);
            return $"{(repaid ? "yes" : "no")},{debtText},{(owns ? "O" : "R")},{inquiries},{1 + random.Next(2)},{18 + random.Next(60)}";
        }));
    }

    /// <summary>Cells: repaid, debt_ratio, housing, inquiries, sex, age.</summary>
    public static Dataset Load(IEnumerable<string> rows) =>
        CsvDataset.Load(new StringReader("repaid,debt_ratio,housing,inquiries,sex,age\n" + string.Join('\n', rows)), "f.csv", Cards.Schema);

    public static int[] All(Dataset data) => [.. Enumerable.Range(0, data.Count)];
}
