using CsvHelper;

namespace CreditAI.Scoring.Data;

/// <summary>The columns that are wanted of a CSV file.</summary>
internal abstract class ColumnSet
{
    private readonly HashSet<string> _optional = new(StringComparer.Ordinal);
    private readonly List<ColumnReader> _readers = [];

    public IReadOnlyList<ColumnReader> Readers => _readers;

    /// <summary>Who asks for the columns, for faults.</summary>
    public abstract string Asker { get; }

    public bool Names(string column) => _readers.Exists(reader => reader.Name == column);

    /// <summary>Finds the columns in the header; those that are optional and absent are given up.</summary>
    /// <returns>The required columns that are absent.</returns>
    public IReadOnlyList<string> Locate(string[] header)
    {
        var absent = new List<string>();
        foreach (var reader in _readers.ToArray())
        {
            reader.Index = Array.IndexOf(header, reader.Name);
            if (reader.Index >= 0)
            {
                continue;
            }

            _readers.Remove(reader);
            if (!_optional.Contains(reader.Name))
            {
                absent.Add(reader.Name);
            }
        }

        return absent;
    }

    /// <summary>False of a row that is not asked for; its cells are not read further.</summary>
    public virtual bool Wants(CsvReader csv, FaultList faults) => true;

    protected void Add(ColumnReader reader) => _readers.Add(reader);

    protected void AddRange(IEnumerable<ColumnReader> readers) => _readers.AddRange(readers);

    protected void AllowAbsent(IEnumerable<string> columns) => _optional.UnionWith(columns);
}
