using System.Globalization;
using System.Text;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CsvHelper;

namespace CreditAI.Cli.Mitigate;

/// <summary>A CSV file by its own header, for commands that take columns by name and no schema. No row is dropped and no value guessed.</summary>
internal sealed class ColumnFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly List<string[]> _rows = [];
    private readonly List<long> _lines = [];

    private ColumnFile(string path, string[] header)
    {
        _path = path;
        Header = header;
    }

    public string[] Header { get; }

    public IReadOnlyList<string[]> Rows => _rows;

    public static ColumnFile Read(string path, char? delimiter) => Screen.Working($"Reading {path}", () =>
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var csv = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = delimiter,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                TrimInsideQuotes = true,
                MalformedData = CsvMalformedDataHandling.Throw,
            },
            leaveOpen: true);
        try
        {
            return Read(csv, path);
        }
        catch (CsvFormatException fault)
        {
            throw new DatasetException([new DatasetFault(path, fault.LineNumber > 0 ? fault.LineNumber : null, null, $"the quotes are not as CSV has them: {fault.Message}")]);
        }
        catch (DecoderFallbackException)
        {
            throw new DatasetException(path, "a cell is not UTF-8 text; save the file as UTF-8");
        }
    });

    public string[] Text(string column)
    {
        var index = IndexOf(column);
        return [.. _rows.Select(row => row[index])];
    }

    /// <summary>Groups of a protected attribute; an empty cell is a group of its own.</summary>
    public string[] Groups(string column) => [.. Text(column).Select(text => text.Length == 0 ? "(missing)" : text)];

    public double[] Numbers(string column) => Parsed<double>(column, "a finite number", text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null);

    /// <summary>1 or 0.</summary>
    public bool[] Flags(string column) => Parsed<bool>(column, "1 or 0", text => text switch { "1" => true, "0" => false, _ => null });

    /// <summary>Rows where a column holds a value; null: all rows.</summary>
    /// <exception cref="UsageException">The condition is none, or no row meets it.</exception>
    public int[] Where(string? condition, string option)
    {
        if (condition is null)
        {
            return [.. Enumerable.Range(0, _rows.Count)];
        }

        if (condition.Split('=', 2, StringSplitOptions.TrimEntries) is not [var column, var value])
        {
            throw new UsageException($"{option}: '{condition}' is not COLUMN=VALUE");
        }

        var index = IndexOf(column);
        int[] rows = [.. Enumerable.Range(0, _rows.Count).Where(row => _rows[row][index] == value)];
        return rows.Length > 0 ? rows : throw new UsageException($"{option}: no row of {_path} has {condition}");
    }

    private static ColumnFile Read(CsvReader csv, string path)
    {
        csv.ReadHeader();
        var file = new ColumnFile(path, [.. csv.Headers.Select(name => name.Trim())]);
        foreach (var same in file.Header.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            throw new DatasetException([new DatasetFault(path, 1, same.Key, "the column is there more than once")]);
        }

        while (csv.Read())
        {
            if (csv.FieldCount != file.Header.Length)
            {
                throw new DatasetException([new DatasetFault(
                    path, csv.LineNumber, null, $"{csv.FieldCount} cells where the header has {file.Header.Length}; is a quote or a delimiter out of place?")]);
            }

            var row = new string[file.Header.Length];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = Strict.GetString(csv.GetSpan(column));
            }

            file._rows.Add(row);
            file._lines.Add(csv.LineNumber);
        }

        return file._rows.Count > 0 ? file : throw new DatasetException(path, "there are no rows after a header");
    }

    private T[] Parsed<T>(string column, string wanted, Func<string, T?> parse)
        where T : struct
    {
        var index = IndexOf(column);
        var values = new T[_rows.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = parse(_rows[row][index])
                ?? throw new DatasetException([new DatasetFault(_path, _lines[row], column, $"'{_rows[row][index]}' is not {wanted}")]);
        }

        return values;
    }

    private int IndexOf(string column) => Array.IndexOf(Header, column) is >= 0 and var index
        ? index
        : throw new DatasetException([new DatasetFault(_path, 1, column, $"the file does not have this column; it has {string.Join(", ", Header)}")]);
}
