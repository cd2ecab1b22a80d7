namespace Aspire.Hosting.Dcp.Model;

/// <summary>Whether the process also gets DCP's own environment; an empty object means that it does.</summary>
internal sealed record AmbientEnvironment(string? Behavior = null);
