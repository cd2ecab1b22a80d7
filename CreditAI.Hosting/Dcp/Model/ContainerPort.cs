using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dcp.Model;

internal sealed record ContainerPort(
    [property: JsonPropertyName("containerPort")] int Target,
    int? HostPort = null,
    string Protocol = "TCP",
    [property: JsonPropertyName("hostIP")] string? HostIp = null);
