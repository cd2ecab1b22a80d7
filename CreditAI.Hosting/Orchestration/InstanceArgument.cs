namespace Aspire.Hosting.Orchestration;

/// <summary>One argument; a sensitive one is not to be shown.</summary>
internal sealed record InstanceArgument(string Value, bool IsSensitive);
