namespace Aspire.Hosting.Dcp;

/// <summary>Aspire's orchestrator and dashboard are not on this machine; the message says where they were looked for and how to install them.</summary>
internal sealed class BundleNotFoundException(string message, Exception? inner = null) : DistributedApplicationException(message, inner!);
