using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard of the Aspire bundle, run beside the application with keys of this run.</summary>
internal sealed class DashboardExecutable(DashboardOptions options, ResourceServiceHost resourceService, DashboardAddress address) : IHiddenExecutable
{
    private const string Http = "http";
    private const string OtlpGrpc = "otlp-grpc";
    private const string OtlpHttp = "otlp-http";

    public string Name => "aspire-dashboard";

    public IReadOnlyList<HiddenEndpoint> Endpoints { get; } =
    [
        new(Http, options.DashboardPort),
        new(OtlpGrpc, options.OtlpGrpcPort),
        new(OtlpHttp, options.OtlpHttpPort),
    ];

    public async Task<HiddenProcess> PrepareAsync(HiddenExecutableContext context, CancellationToken cancellationToken)
    {
        var resourceServiceUrl = await resourceService.StartAsync(cancellationToken).ConfigureAwait(false);
        address.Set(context.Urls[Http]);
        return new HiddenProcess(
            context.Bundle.ManagedPath,
            Path.GetDirectoryName(context.Bundle.ManagedPath)!,
            ["dashboard"],
            EnvironmentOf(context.ListenUrls, resourceServiceUrl),
            new OtlpTarget(context.Urls[OtlpGrpc], options.OtlpApiKey));
    }

    private Dictionary<string, string> EnvironmentOf(IReadOnlyDictionary<string, string> listen, Uri resourceServiceUrl) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = listen[Http],
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = listen[OtlpGrpc],
        ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = listen[OtlpHttp],
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = resourceServiceUrl.GetLeftPart(UriPartial.Authority),
        ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = options.ResourceServiceApiKey,
        ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
        ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = options.BrowserToken,
        ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = options.OtlpApiKey,
        ["ASPIRE_DASHBOARD_API_ENABLED"] = "true",
        ["DASHBOARD__API__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__API__PRIMARYAPIKEY"] = options.TelemetryApiKey,
        // It is no service of the application: what the host was given to send telemetry to is not for it.
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "",
    };
}
