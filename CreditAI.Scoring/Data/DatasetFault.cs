namespace CreditAI.Scoring.Data;

/// <summary>One fault of a data file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">1-based line where the row starts; null when the fault is not of one row.</param>
/// <param name="Column">The column's name; null when it is not of one column.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record DatasetFault(string File, long? Line, string? Column, string Message)
{
    public override string ToString()
    {
        var line = Line is null ? "" : $" line {Line}";
        var column = Column is null ? "" : $"{(Line is null ? "" : ",")} column '{Column}'";
        return $"{File}{line}{column}: {Message}";
    }
}
