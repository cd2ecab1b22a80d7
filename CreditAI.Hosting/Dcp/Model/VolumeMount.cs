namespace Aspire.Hosting.Dcp.Model;

internal sealed record VolumeMount(string Type, string? Source, string Target, bool ReadOnly);
