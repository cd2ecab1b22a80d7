namespace Aspire.Hosting.Orchestration;

/// <param name="Endpoint">Address of the OTLP/gRPC endpoint.</param>
/// <param name="ApiKey">Sent as <c>x-otlp-api-key</c>; null when the endpoint asks for none.</param>
internal sealed record OtlpTarget(string Endpoint, string? ApiKey);
