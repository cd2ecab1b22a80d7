using System.Globalization;
using System.Text;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;

namespace CreditAI.Tests.Scoring.Alternatives;

/// <summary>Loans whose district tells the group well and the outcome hardly: an alternative without it is fairer at no cost.</summary>
internal static class ProxiedLoans
{
    public static readonly DatasetSchema Schema = DatasetSchema.Parse(
        """
        {
          "name": "proxied",
          "label": { "name": "repaid", "favourable": "yes", "unfavourable": "no" },
          "features": [
            { "name": "debt", "kind": "numeric", "direction": "decreasing", "reason": "Debt is high" },
            { "name": "district", "kind": "categorical", "reason": "District" },
            { "name": "noise", "kind": "numeric", "reason": "Noise" }
          ],
          "protected": [ { "name": "race", "privileged": "a" } ]
        }
        """);

    public static string Csv(int rows, int seed)
    {
        var random = new Random(seed);
        var csv = new StringBuilder("repaid,debt,district,noise,race\n");
        for (var row = 0; row < rows; row++)
        {
            var group = random.NextDouble() < 0.35 ? "b" : "a";
            var district = random.NextDouble() < 0.9 == (group == "b") ? "south" : "north";
            var debt = random.NextDouble();
            var logit = 2.6 - (3 * debt) - (district == "south" ? 0.5 : 0);
            var repaid = random.NextDouble() < 1 / (1 + Math.Exp(-logit));
            csv.Append(CultureInfo.InvariantCulture, $"{(repaid ? "yes" : "no")},{debt:R},{district},{random.NextDouble():R},{group}\n");
        }

        return csv.ToString();
    }

    public static Dataset Load(int rows, int seed) => CsvDataset.Load(new StringReader(Csv(rows, seed)), "loans.csv", Schema);

    public static SplitRows Halves(Dataset data) => RowSplit.Parse("index%2<1").Split(data, "loans.csv", 1);
}
