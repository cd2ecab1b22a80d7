using System.Globalization;
using System.Text;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Training;

public sealed class SmoothingChoiceTests
{
    private static readonly DatasetSchema Schema = DatasetSchema.Parse(
        """
        {
          "name": "spiked",
          "label": { "name": "repaid", "favourable": "1", "unfavourable": "0" },
          "features": [
            { "name": "gradual", "kind": "numeric", "reason": "Gradual" },
            { "name": "spiked", "kind": "numeric", "reason": "Spiked" }
          ]
        }
        """);

    [Fact]
    public void Fit_SmoothsWhatChangesGradually_AndLeavesSingleValuesThatMeanSomething()
    {
        var data = Load(4_000);

        var notes = BoostedTrainer.Fit(data, [.. Enumerable.Range(0, data.Count)], new BoostedOptions { Pairs = 0, Bags = 6 }).Lineage.Notes;

        var smoothed = Assert.Single(notes, note => note.StartsWith("smoothed over", StringComparison.Ordinal));
        Assert.Contains("gradual", smoothed, StringComparison.Ordinal);
        Assert.DoesNotContain("spiked", smoothed, StringComparison.Ordinal);
    }

    private static Dataset Load(int rows)
    {
        var random = new Random(11);
        var csv = new StringBuilder("repaid,gradual,spiked\n");
        for (var row = 0; row < rows; row++)
        {
            var (gradual, spiked) = (random.NextDouble(), random.Next(60));
            var logit = 1.5 - (2 * gradual) + (spiked % 5 == 0 ? 2.5 : 0);
            var repaid = random.NextDouble() < 1 / (1 + Math.Exp(-logit));
            csv.Append(CultureInfo.InvariantCulture, $"{(repaid ? 1 : 0)},{gradual:R},{spiked}\n");
        }

        return CsvDataset.Load(new StringReader(csv.ToString()), "spiked.csv", Schema);
    }
}
