namespace Aspire.Hosting.Dcp.Model;

internal sealed record EnvVar(string Name, string? Value);
