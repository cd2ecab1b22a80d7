using CreditAI.Scoring.Schema;
using CsvHelper;

namespace CreditAI.Scoring.Data;

/// <summary>
/// Loads a CSV file by a schema. UTF-8 with or without a byte order mark, or UTF-16 with one; lines end in LF, CRLF or CR; quoted cells and cells padded with blanks are taken;
/// wholly empty lines are no rows. Columns that the schema does not name are not read. What cannot be taken is a fault with
/// file, line and column: no row is dropped and no value guessed.
/// </summary>
public static class CsvDataset
{
    // A quote that is never closed would otherwise swallow the file into one row.
    private const int LongestRow = 1 << 24;

    /// <param name="stream">The file's bytes; read to the end, not closed.</param>
    /// <param name="file">What to call it in faults.</param>
    /// <param name="schema">What the columns mean.</param>
    /// <param name="options">Null: delimiter found, label and protected attributes required.</param>
    /// <exception cref="DatasetException">The faults found, at most twenty.</exception>
    public static Dataset Load(Stream stream, string file, DatasetSchema schema, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        using var csv = CsvReader.Create(stream, ReaderOptions(options), leaveOpen: true);
        return Load(csv, file, schema, options);
    }

    /// <inheritdoc cref="Load(Stream, string, DatasetSchema, CsvOptions?)"/>
    public static Dataset Load(TextReader text, string file, DatasetSchema schema, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        using var csv = CsvReader.Create(text, ReaderOptions(options), leaveOpen: true);
        return Load(csv, file, schema, options);
    }

    /// <summary>Fills the columns' readers.</summary>
    /// <exception cref="DatasetException">The faults found, at most twenty.</exception>
    internal static void Read(Stream stream, string file, ColumnSet columns, CsvOptions options)
    {
        using var csv = CsvReader.Create(stream, ReaderOptions(options), leaveOpen: true);
        Read(csv, file, columns);
    }

    private static Dataset Load(CsvReader csv, string file, DatasetSchema schema, CsvOptions options)
    {
        var columns = new SchemaColumns(schema, options);
        Read(csv, file, columns);
        return columns.Build(file);
    }

    private static void Read(CsvReader csv, string file, ColumnSet columns)
    {
        var faults = new FaultList(file);
        try
        {
            ReadHeader(csv, columns, faults);
            ReadRows(csv, columns, faults);
        }
        catch (CsvFormatException fault)
        {
            faults.Add(fault.LineNumber > 0 ? fault.LineNumber : null, null, fault.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal)
                ? $"the row is longer than {LongestRow >> 20} MiB; is a quote never closed, or is it no CSV file?"
                : $"the quotes are not as CSV has them: {fault.Message}");
        }

        faults.ThrowIfAny();
    }

    private static CsvReaderOptions ReaderOptions(CsvOptions options) => new()
    {
        Separator = options.Delimiter,
        TrackLineNumbers = true,
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = LongestRow,
    };

    private static void ReadHeader(CsvReader csv, ColumnSet columns, FaultList faults)
    {
        csv.ReadHeader();
        string[] header = [.. csv.Headers.Select(name => name.Trim())];
        if (header.Length == 0)
        {
            faults.Add(null, null, "the file is empty; the first line must name the columns");
            faults.ThrowIfAny();
        }

        if (Array.Exists(header, name => name.Any(char.IsControl)))
        {
            faults.Add(1, null, "the header is not text: is the file packed, or UTF-16 without a byte order mark? Save it as UTF-8");
            faults.ThrowIfAny();
        }

        foreach (var name in header.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1 && columns.Names(same.Key)))
        {
            faults.Add(1, name.Key, "the column is there more than once");
        }

        foreach (var name in columns.Locate(header))
        {
            faults.Add(1, name, header.Length == 1
                ? $"{columns.Asker} asks for this column; the header is one cell, '{header[0]}': is it the right file, and the right delimiter?"
                : $"{columns.Asker} asks for this column and the file does not have it");
        }

        faults.ThrowIfAny();
    }

    private static void ReadRows(CsvReader csv, ColumnSet columns, FaultList faults)
    {
        var width = csv.Headers.Count;
        var readers = columns.Readers;
        while (csv.Read())
        {
            if (csv.FieldCount != width)
            {
                faults.Add(csv.LineNumber, null, $"{csv.FieldCount} cells where the header has {width}; is a quote or a delimiter out of place?");
                continue;
            }

            if (!columns.Wants(csv, faults))
            {
                continue;
            }

            foreach (var column in readers)
            {
                var cell = csv.GetSpan(column.Index);
                if (cell.Contains((byte)0))
                {
                    faults.Add(csv.LineNumber, column.Name, "the cell holds NUL bytes; the file is damaged or not text");
                    continue;
                }

                column.Take(cell, csv.LineNumber, faults);
            }
        }

        if (csv.RowNumber == 0)
        {
            faults.Add(null, null, "there are no rows after the header");
        }
    }
}
