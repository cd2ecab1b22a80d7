using System.Text.Json;
using CreditAI.Scoring.Metrics;

namespace CreditAI.Scoring.Scorecards;

/// <summary>Where a scorecard comes from. It holds no time of day, so training again on the same data gives the same version.</summary>
public sealed record Lineage
{
    /// <summary>"logistic".</summary>
    public required string Trainer { get; init; }

    /// <summary>Version of the code that trained it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>SHA-256 of the data file's bytes, lower-case hex. Null when the rows came from no file.</summary>
    public string? DataSha256 { get; init; }

    /// <summary>Rows trained on.</summary>
    public int Rows { get; init; }

    /// <summary>The expression that picked the training rows.</summary>
    public string? Split { get; init; }

    public int Seed { get; init; }

    /// <summary>The trainer's parameters by name.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>What the trainer did that a reviewer should know: features left out and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public Performance? Train { get; init; }

    public Performance? Test { get; init; }

    /// <summary>The fairness report on held-out rows, as `creditai evaluate` prints it.</summary>
    public JsonElement? Fairness { get; init; }

    /// <summary>Training scores in points at equal steps of probability from 0 to 1, ascending; cut-offs by approval rate come from them.</summary>
    public IReadOnlyList<double> ScoreQuantiles { get; init; } = [];
}
