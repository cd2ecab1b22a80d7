using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Ledger.Decisions;

/// <summary>A decision on its way into the ledger.</summary>
public sealed class DecisionRecord
{
    /// <summary>Sealed: who asked and what was said.</summary>
    public required ApplicationContent Application { get; init; }

    /// <summary>The registry's version number.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The policy whose cut-offs decided; 0 for those of the model version.</summary>
    public int PolicyVersion { get; init; }

    /// <summary>The bin of every feature, by slot.</summary>
    public required ushort[] Bins { get; init; }

    /// <summary>From 0 to 1.</summary>
    public required double ProbabilityOfDefault { get; init; }

    /// <summary>Exact points; the cut-offs compare with these.</summary>
    public required double Points { get; init; }

    /// <summary>The points as people are shown them.</summary>
    public required int Score { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>Most points first.</summary>
    public required PointsLost[] Reasons { get; init; }

    /// <summary>What challengers would have decided of the same application; never answered.</summary>
    public IReadOnlyList<ShadowDecision> Shadows { get; init; } = [];

    /// <summary>From receipt of the application until it was handed to the ledger.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>UTC; cut to the microsecond, as it is stored.</summary>
    public required DateTimeOffset DecidedAt { get; init => field = Instant.Stored(value); }

    /// <summary>JSON object of attribute to group, kept apart; null when the model names no attribute.</summary>
    public string? Protected { get; init; }

    /// <summary>Makes a request that is sent again get the first answer.</summary>
    public IdempotencyKey? Idempotency { get; init; }
}
