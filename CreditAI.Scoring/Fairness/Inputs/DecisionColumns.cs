using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Fairness.Inputs;

/// <summary>Which columns of a CSV file hold decisions, outcomes and groups.</summary>
public sealed record DecisionColumns
{
    /// <summary>1 where the outcome is favourable, 0 where it is not.</summary>
    public required string Label { get; init; }

    /// <summary>1 where approved, 0 where not.</summary>
    public required string Decision { get; init; }

    /// <summary>Probability of the favourable outcome; null: none.</summary>
    public string? Score { get; init; }

    /// <summary>Row weights, each positive; null: every row counts one.</summary>
    public string? Weight { get; init; }

    public required IReadOnlyList<ProtectedAttribute> Protected { get; init; }

    /// <summary>A control feature; null: none.</summary>
    public string? Control { get; init; }

    /// <summary>Conditions that a row must all meet, such as split=test; cells of other rows are not looked at.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    internal IEnumerable<ColumnSplit> Conditions => Where.Select(condition => RowSplit.Parse($"column:{condition}") is ColumnSplit split
        ? split
        : throw new FormatException($"'{condition}' is no condition"));

    /// <summary>Checks the conditions' form.</summary>
    /// <exception cref="FormatException">One is not of the form column=value; the message shows it.</exception>
    public static void CheckWhere(string condition)
    {
        try
        {
            RowSplit.Parse($"column:{condition}");
        }
        catch (FormatException)
        {
            throw new FormatException($"'{condition}' is no condition; write split=test, or date<2025-01-01; comparisons are < <= > >= = !=");
        }
    }
}
