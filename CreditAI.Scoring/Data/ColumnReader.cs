using System.Globalization;
using System.Text;

namespace CreditAI.Scoring.Data;

/// <summary>Takes one column's cells, row by row.</summary>
internal abstract class ColumnReader
{
    private readonly byte[][] _missing;

    /// <param name="name">The column's name.</param>
    /// <param name="missing">Texts that mean no value.</param>
    protected ColumnReader(string name, IReadOnlyList<string> missing)
    {
        Name = name;
        _missing = [.. missing.Select(Encoding.UTF8.GetBytes)];
    }

    public string Name { get; }

    /// <summary>Where the column stands in the file; set once the header is known.</summary>
    public int Index { get; set; }

    /// <param name="cell">The cell's text, trimmed.</param>
    /// <param name="line">For faults.</param>
    /// <param name="faults">Receives what cannot be taken.</param>
    public abstract void Take(ReadOnlySpan<byte> cell, long line, FaultList faults);

    protected bool IsMissing(ReadOnlySpan<byte> cell)
    {
        foreach (var marker in _missing)
        {
            if (cell.SequenceEqual(marker))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A finite number, in invariant culture. Infinities and NaN are faults unless the schema names them as missing: a
    /// division by zero upstream is not a value.
    /// </summary>
    protected bool TryNumber(ReadOnlySpan<byte> cell, long line, FaultList faults, out double number)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number))
        {
            return true;
        }

        faults.Add(
            line,
            Name,
            $"'{CellText.Shown(cell)}' is not a finite number; decimals take a point, and only the schema's missing markers are missing");
        number = double.NaN;
        return false;
    }
}
