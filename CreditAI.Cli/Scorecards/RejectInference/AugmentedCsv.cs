using CreditAI.Scoring.Data;
using CreditAI.Scoring.RejectInference;
using CreditAI.Scoring.Schema;
using CsvHelper;

namespace CreditAI.Cli.Scorecards.RejectInference;

/// <summary>Approved applications with their outcomes, then declined ones with assumed ones, as one file to train on.</summary>
internal sealed class AugmentedCsv(DatasetSchema schema, Dataset approved, Dataset declined, InferredRows inferred)
{
    /// <summary>Says what a row is: train, test, or inferred.</summary>
    public const string Sample = "creditai_sample";

    /// <summary>Trains on all but the approved rows that were held out before.</summary>
    public const string Split = $"column:{Sample}!=test";

    private const string Test = "test";
    private const string OwnWeight = "creditai_weight";

    /// <summary>The schema that reads the file: the same features under a weight.</summary>
    public DatasetSchema Schema { get; } = schema with { Weight = schema.Weight ?? OwnWeight };

    /// <param name="stream">Receives the file.</param>
    /// <param name="heldOut">Rows of the approved that stay for testing.</param>
    public void Write(Stream stream, IReadOnlySet<int> heldOut)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        string[] header = [.. Schema.Features.Select(feature => feature.Name), .. Protected, Schema.Label.Name, Schema.Weight!, Sample];
        foreach (var name in header)
        {
            csv.WriteField(name);
        }

        csv.EndRecord();
        var unfavourable = Schema.Label.Unfavourable ?? approved.Extra[Schema.Label.Name].First(text => text != Schema.Label.Favourable);
        for (var row = 0; row < approved.Count; row++)
        {
            WriteRow(csv, approved, row, approved.Favourable[row] ? Schema.Label.Favourable : unfavourable, approved.WeightOf(row), heldOut.Contains(row) ? Test : "train");
        }

        for (var index = 0; index < inferred.Rows.Length; index++)
        {
            // A half of a row that cannot be is no row.
            if (inferred.Weights[index] > 0)
            {
                WriteRow(csv, declined, inferred.Rows[index], inferred.Favourable[index] ? Schema.Label.Favourable : unfavourable, inferred.Weights[index], "inferred");
            }
        }

        csv.Flush();
    }

    private IEnumerable<string> Protected => Schema.Protected.Select(attribute => attribute.Name).Where(approved.Extra.ContainsKey);

    private void WriteRow(CsvWriter csv, Dataset data, int row, string outcome, double weight, string sample)
    {
        foreach (var column in data.Features)
        {
            switch (column)
            {
                case NumericColumn numbers when !double.IsNaN(numbers.Values[row]):
                    csv.WriteField(numbers.Values[row]);
                    break;
                case CategoricalColumn levels when levels.Codes[row] is var code and not CategoricalColumn.MissingCode:
                    csv.WriteField(levels.Levels[code]);
                    break;
                default:
                    csv.WriteField(Schema.Missing[0]);
                    break;
            }
        }

        foreach (var name in Protected)
        {
            csv.WriteField(data.Extra.TryGetValue(name, out var cells) ? cells[row] : Schema.Missing[0]);
        }

        csv.WriteField(outcome);
        csv.WriteField(weight);
        csv.WriteField(sample);
        csv.EndRecord();
    }
}
