namespace CreditAI.Cli.Deploy;

/// <summary>What was asked for.</summary>
internal sealed record DeploymentRequest
{
    public required string Environment { get; init; }

    public required string ManifestsDirectory { get; init; }

    public required string? ImageTag { get; init; }

    /// <summary>Where tests' and scanners' results lie.</summary>
    public required string? Results { get; init; }

    /// <summary>Why critical findings that are open do not stop it; null where they do.</summary>
    public required string? DespiteFindings { get; init; }

    public required IReadOnlyList<SampleApplication> Applications { get; init; }

    public required string ApiKey { get; init; }

    public required string By { get; init; }

    /// <summary>How long the slot is watched when it has the traffic.</summary>
    public required TimeSpan Watch { get; init; }

    /// <summary>ms that 95 % of a trial's requests may take, from here to the slot and back.</summary>
    public required double MostP95 { get; init; }

    /// <summary>How long a Job may run, and pods may take to be ready.</summary>
    public required TimeSpan Patience { get; init; }
}
