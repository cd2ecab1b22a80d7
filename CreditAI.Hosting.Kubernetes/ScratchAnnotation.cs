using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes;

/// <summary>Published with room of its own that goes with the pod.</summary>
/// <param name="path">Where the process finds it.</param>
public sealed class ScratchAnnotation(string path) : IResourceAnnotation
{
    public string Path { get; } = path;
}
