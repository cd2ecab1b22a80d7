namespace CreditAI.Hosting.Kubernetes.Application;

/// <param name="Port">That clients use.</param>
/// <param name="TargetPort">That the process listens on.</param>
/// <param name="IsExternal">Whether it is reached from outside of the cluster.</param>
internal sealed record PublishedEndpoint(string Name, string Scheme, int Port, int TargetPort, bool IsExternal);
