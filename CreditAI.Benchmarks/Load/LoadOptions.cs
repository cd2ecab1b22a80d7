namespace CreditAI.Benchmarks.Load;

/// <summary>What a run was asked for.</summary>
internal sealed record LoadOptions
{
    /// <summary>Names of scenarios, in the order they run.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    /// <summary>Of each round and side.</summary>
    public required TimeSpan Round { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Before the first round of each side, unmeasured.</summary>
    public required TimeSpan WarmUp { get; init; }

    public required int Connections { get; init; }

    /// <summary>How long many connections are held.</summary>
    public required TimeSpan Hold { get; init; }

    public required int BatchRows { get; init; }

    /// <summary>False to leave wrk alone where it is there.</summary>
    public required bool UseWrk { get; init; }

    /// <summary>Passed to the service's environment, over the tool's own.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public FileInfo? Json { get; init; }
}
