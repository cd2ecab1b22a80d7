namespace Aspire.Hosting.ApplicationModel;

public sealed class ResolvedEndpoint
{
    public required EndpointAnnotation Endpoint { get; init; }

    /// <summary>The port that the process listens on.</summary>
    public ResolvedPort TargetPort { get; init; }

    /// <summary>The port that clients use.</summary>
    public ResolvedPort ExposedPort { get; init; }
}
