using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>What is watched of a model version.</summary>
public sealed record WatchedVersion
{
    public required int ModelVersion { get; init; }

    /// <summary>Protected attribute to the group compared with; else it is the one with the highest selection rate.</summary>
    public IReadOnlyDictionary<string, string> References { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of the features by slot; a slot beyond them is called by its number.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The windows watched, in any order.</summary>
    public required IReadOnlyList<TallyRow> Recent { get; init; }

    /// <summary>What is drifted from: the version's first decisions, and its first outcomes; empty while there are not enough of them.</summary>
    public required IReadOnlyList<TallyRow> Baseline { get; init; }

    /// <summary>By basis, where the baseline ends and drift may begin.</summary>
    public IReadOnlyDictionary<TallyBasis, DateTimeOffset> BaselineEnds { get; init; } = new Dictionary<TallyBasis, DateTimeOffset>();

    /// <summary>Windows of the bins behind the baseline.</summary>
    public IReadOnlyList<BinRow> RecentBins { get; init; } = [];

    public IReadOnlyList<BinRow> BaselineBins { get; init; } = [];
}
