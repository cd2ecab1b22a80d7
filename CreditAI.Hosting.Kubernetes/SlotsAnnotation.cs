using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes;

/// <summary>Published in two slots, of which one has the traffic.</summary>
public sealed class SlotsAnnotation : IResourceAnnotation;
