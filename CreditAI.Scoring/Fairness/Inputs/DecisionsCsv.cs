using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Fairness.Inputs;

/// <summary>Loads decisions from a CSV file that has no schema, by the rules of <see cref="CsvDataset"/>.</summary>
public static class DecisionsCsv
{
    // More groups than this are a number or an identifier taken for a category.
    private const int MostGroups = 256;

    /// <param name="stream">The file's bytes; read to the end, not closed.</param>
    /// <param name="file">What to call it in faults.</param>
    /// <param name="columns">Which columns hold what.</param>
    /// <param name="delimiter">Null: found from the first lines.</param>
    /// <exception cref="DatasetException">The faults found, at most twenty, or no row meets the conditions.</exception>
    /// <exception cref="FormatException">A condition is not of the form column=value.</exception>
    public static DecisionData Load(Stream stream, string file, DecisionColumns columns, char? delimiter = null)
    {
        var wanted = new DecisionColumnSet(columns);
        CsvDataset.Read(stream, file, wanted, new CsvOptions { Delimiter = delimiter });
        if (wanted.Count == 0)
        {
            throw new DatasetException(file, $"no row meets {string.Join(" and ", columns.Where)}");
        }

        var data = wanted.Build();
        DatasetFault[] faults =
        [
            .. data.Protected.Concat(data.Control is { } control ? [control] : [])
                .Where(column => column.Groups.Count > MostGroups)
                .Select(column => new DatasetFault(
                    file, null, column.Attribute.Name, $"{column.Groups.Count} groups are a number or an identifier; make at most {MostGroups} bands of it first")),
        ];
        return faults.Length == 0 ? data : throw new DatasetException(faults);
    }
}
