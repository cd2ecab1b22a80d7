using CreditAI.Scoring.Proxies;

namespace CreditAI.Scoring.Alternatives;

/// <summary>The search's record: everything that was tried, what it would have cost, and what was chosen and why.</summary>
public sealed record SearchResult
{
    public required SearchOptions Options { get; init; }

    /// <summary>Rows that were trained on, that the choice was made by, and that confirm it.</summary>
    public required (int Train, int Choice, int Confirmation) Rows { get; init; }

    /// <summary>Reference group by protected attribute.</summary>
    public required IReadOnlyDictionary<string, string> References { get; init; }

    /// <summary>By index; the first is the baseline.</summary>
    public required IReadOnlyList<Alternative> Alternatives { get; init; }

    /// <summary>Index of the chosen one; 0 when nothing better was found.</summary>
    public required int Chosen { get; init; }

    /// <summary>The rule and what it found, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Null when the baseline stays.</summary>
    public required Confirmation? Confirmation { get; init; }

    /// <summary>The baseline's features and score as predictors of the protected groups.</summary>
    public required IReadOnlyList<Proxy> Proxies { get; init; }

    /// <summary>How well the chosen one's score predicts them.</summary>
    public required IReadOnlyList<Proxy> ChosenProxies { get; init; }

    /// <summary>What a reader should know: groups too small to judge by.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
