namespace Aspire.Hosting.Orchestration;

/// <summary>How a hidden executable is started; <c>Otlp</c> says where services send their telemetry when it takes that.</summary>
internal sealed record HiddenProcess(
    string Path,
    string WorkingDirectory,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    OtlpTarget? Otlp = null);
