namespace Aspire.Hosting.Dcp.Model;

internal sealed class ExecutableSpec : IDcpSpec
{
    public static string Kind => "Executable";

    public static string Plural => "executables";

    public required string ExecutablePath { get; init; }

    public string? WorkingDirectory { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<EnvVar>? Env { get; init; }

    public string ExecutionType { get; init; } = "Process";

    public AmbientEnvironment AmbientEnvironment { get; init; } = new();

    /// <summary>True stops the process; DCP never takes it back.</summary>
    public bool? Stop { get; init; }
}
