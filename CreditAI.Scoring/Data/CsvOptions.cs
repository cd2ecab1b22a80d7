namespace CreditAI.Scoring.Data;

/// <summary>How a CSV file is written and what is wanted of it.</summary>
public sealed record CsvOptions
{
    /// <summary>Null: found from the first lines, of , ; tab and |.</summary>
    public char? Delimiter { get; init; }

    /// <summary>False: a file without the label's column is taken, as applications still to be decided are.</summary>
    public bool RequireLabel { get; init; } = true;

    /// <summary>False: a file without a protected attribute's column is taken.</summary>
    public bool RequireProtected { get; init; } = true;

    /// <summary>Columns to keep as text beside the schema's, such as a date to split by.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];
}
