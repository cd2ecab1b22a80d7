using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace CreditAI.ServiceDefaults.Telemetry;

internal static class TelemetryDefaults
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // First of all sources, so that appsettings and the environment have the last word.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietFrameworkLogs });
        builder.Services.AddTransient<IStartupFilter, RequestSpanFilter>();

        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = NoRequestSpans });
            return;
        }

        var resource = ResourceOf(builder.Environment);
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
            logs.SetResourceBuilder(resource);
            logs.AddOtlpExporter();
        });
        builder.Services.AddHostedService(services =>
            ActivatorUtilities.CreateInstance<OtlpExport>(services, resource));
    }

    private static readonly Dictionary<string, string?> QuietFrameworkLogs = new()
    {
        // Requests are in the traces; a line for each would bury the service's own.
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
        // A line with its SQL for every command; commands are in the traces.
        ["Logging:LogLevel:Npgsql"] = "Warning",
    };

    // For this logger the framework makes a span and a scope of every request, exported or not. Nobody would see either.
    private static readonly Dictionary<string, string?> NoRequestSpans = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
    };

    /// <summary>The assembly's name and version, overruled by OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES.</summary>
    private static ResourceBuilder ResourceOf(IHostEnvironment environment)
    {
        var version = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return ResourceBuilder.CreateEmpty()
            .AddService(environment.ApplicationName, serviceVersion: version)
            .AddAttributes([new("deployment.environment.name", environment.EnvironmentName)])
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
    }
}
