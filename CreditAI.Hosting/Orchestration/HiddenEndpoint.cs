namespace Aspire.Hosting.Orchestration;

/// <param name="Name">Unique within the executable, such as <c>http</c> or <c>otlp-grpc</c>.</param>
/// <param name="Port">The port that others use, or null for any free one.</param>
internal sealed record HiddenEndpoint(string Name, int? Port = null);
