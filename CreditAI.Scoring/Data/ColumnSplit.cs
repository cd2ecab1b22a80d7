using System.Globalization;

namespace CreditAI.Scoring.Data;

/// <summary>By a column's value: numbers compare as numbers, ISO 8601 dates as dates; other texts only for (in)equality.</summary>
internal sealed record ColumnSplit(string Name, Comparison Comparison, string Value) : RowSplit
{
    public override string? Column => Name;

    protected override bool[] PickRows(Dataset data, string file, int seed)
    {
        var cells = data.Extra[Name];
        var faults = new FaultList(file);
        var picked = new bool[cells.Length];
        for (var row = 0; row < picked.Length; row++)
        {
            if (Holds(cells[row]) is { } holds)
            {
                picked[row] = holds;
            }
            else
            {
                faults.Add(null, Name, $"row {row} (0-based): '{cells[row]}' cannot be compared with '{Value}'; both must be numbers or ISO dates");
            }
        }

        faults.ThrowIfAny();
        return picked;
    }

    /// <summary>Null where the cell cannot be compared.</summary>
    internal bool? Holds(string cell) => Compare(cell) is { } order ? Comparison.Holds(order) : null;

    private int? Compare(string cell)
    {
        if (Number(cell) is { } number && Number(Value) is { } bound)
        {
            return number.CompareTo(bound);
        }

        if (Date(cell) is { } date && Date(Value) is { } limit)
        {
            return date.CompareTo(limit);
        }

        return Comparison is Comparison.Equal or Comparison.NotEqual ? string.CompareOrdinal(cell, Value) : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date)
            ? date
            : null;
}
