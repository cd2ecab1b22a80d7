using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes;

/// <summary>Published with the right to list what its namespace holds, and with a token to do so.</summary>
public sealed class ClusterReaderAnnotation : IResourceAnnotation;
