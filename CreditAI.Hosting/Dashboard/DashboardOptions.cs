using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Addresses and keys of the dashboard, under the configuration names that Aspire gives them. Keys that are not configured
/// are made anew for each run.
/// </summary>
internal sealed class DashboardOptions
{
    private readonly IConfiguration _configuration;

    public DashboardOptions(IConfiguration configuration)
    {
        _configuration = configuration;
        // The launch profile's URL, so that bookmarks and the browser's login outlive a restart.
        DashboardPort = PortOf("ASPNETCORE_URLS") ?? PortOf("ASPIRE_DASHBOARD_URL");
        OtlpGrpcPort = PortOf("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL");
        OtlpHttpPort = PortOf("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL");
        BrowserToken = Configured("AppHost:BrowserToken") ?? Configured("ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN") ?? NewKey();
        OtlpApiKey = Configured("AppHost:OtlpApiKey") ?? NewKey();
        ResourceServiceApiKey = Configured("AppHost:ResourceService:ApiKey") ?? NewKey();
        TelemetryApiKey = Configured("AppHost:DashboardApiKey") ?? NewKey();
    }

    /// <summary>Null for any free port.</summary>
    public int? DashboardPort { get; }

    public int? OtlpGrpcPort { get; }

    public int? OtlpHttpPort { get; }

    /// <summary>Logs a browser in at <c>/login?t=</c>.</summary>
    public string BrowserToken { get; }

    /// <summary>What services send with their telemetry.</summary>
    public string OtlpApiKey { get; }

    /// <summary>What the dashboard sends when it asks for resources.</summary>
    public string ResourceServiceApiKey { get; }

    /// <summary>What the CLI sends when it asks the dashboard for telemetry.</summary>
    public string TelemetryApiKey { get; }

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private string? Configured(string name) => _configuration[name] is { Length: > 0 } value ? value : null;

    /// <summary>The port of the first http address in a list such as <c>https://localhost:17000;http://localhost:15000</c>.</summary>
    private int? PortOf(string name)
    {
        foreach (var url in (Configured(name) ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal), UriKind.Absolute, out var address))
            {
                throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"{name} is '{url}', which is no URL. Write it as http://localhost:15000."));
            }

            if (address.Scheme == Uri.UriSchemeHttp && address.Port > 0)
            {
                return address.Port;
            }
        }

        return null;
    }
}
