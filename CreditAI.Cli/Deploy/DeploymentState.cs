using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreditAI.Cli.Deploy;

/// <summary>The last deployment of an environment, kept in the cluster.</summary>
internal sealed record DeploymentState
{
    /// <summary>One that was not heard of for so long is taken for interrupted.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, WriteIndented = true };

    public required string Id { get; init; }

    public required string By { get; init; }

    /// <summary>Null for the published one.</summary>
    public required string? ImageTag { get; init; }

    /// <summary>The slot that had the traffic before; null at the first deployment.</summary>
    public required string? From { get; init; }

    public required string To { get; init; }

    public required DeploymentPhase Phase { get; init; }

    /// <summary>Under way, or the last.</summary>
    public required string Step { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last heard of.</summary>
    public required DateTimeOffset HeardAt { get; init; }

    public IReadOnlyList<DeploymentStep> Steps { get; init; } = [];

    public bool IsInterrupted(DateTimeOffset now) => Phase == DeploymentPhase.Running && now - HeardAt > Silence;

    public static DeploymentState Parse(string json) => JsonSerializer.Deserialize<DeploymentState>(json, Options)!;

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
