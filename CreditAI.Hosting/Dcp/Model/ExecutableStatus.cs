namespace Aspire.Hosting.Dcp.Model;

internal sealed class ExecutableStatus
{
    /// <summary>One of <see cref="ExecutableState"/>, or empty before DCP has looked at it.</summary>
    public string? State { get; init; }

    public int? Pid { get; init; }

    public int? ExitCode { get; init; }

    public DateTimeOffset? StartupTimestamp { get; init; }

    public DateTimeOffset? FinishTimestamp { get; init; }

    /// <summary>All variables the process got, its ambient environment included.</summary>
    public IReadOnlyList<EnvVar>? EffectiveEnv { get; init; }

    public IReadOnlyList<string>? EffectiveArgs { get; init; }
}
