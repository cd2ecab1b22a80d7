namespace Aspire.Hosting.Dcp.Model;

/// <summary>Says that an executable or container serves behind a service; without a port DCP chooses one for <c>portForServing</c>.</summary>
internal sealed record ServiceProducer(string ServiceName, string? Address, int? Port);
