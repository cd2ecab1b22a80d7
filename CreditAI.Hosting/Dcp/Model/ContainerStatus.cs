namespace Aspire.Hosting.Dcp.Model;

internal sealed class ContainerStatus
{
    /// <summary>One of <see cref="ContainerState"/>, or empty before DCP has looked at it.</summary>
    public string? State { get; init; }

    public string? ContainerId { get; init; }

    public int? ExitCode { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? StartupTimestamp { get; init; }

    public DateTimeOffset? FinishTimestamp { get; init; }

    public IReadOnlyList<EnvVar>? EffectiveEnv { get; init; }

    public IReadOnlyList<string>? EffectiveArgs { get; init; }
}
