namespace Aspire.Hosting.Dcp.Model;

/// <summary>An object of DCP's API, which has the shape of a Kubernetes object without a namespace.</summary>
internal sealed class DcpObject<TSpec, TStatus>
    where TSpec : IDcpSpec
    where TStatus : class
{
    public string ApiVersion { get; init; } = "usvc-dev.developer.microsoft.com/v1";

    public string Kind { get; init; } = TSpec.Kind;

    public required DcpMetadata Metadata { get; init; }

    public required TSpec Spec { get; init; }

    public TStatus? Status { get; init; }
}
