using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CreditAI.ServiceDefaults.Telemetry;

/// <summary>
/// Exports traces and metrics over OTLP from start to stop and flushes them, and the logs, at the end. Endpoint,
/// protocol, headers and intervals are the OTEL_* settings, read by the exporter itself.
/// </summary>
internal sealed class OtlpExport(ResourceBuilder resource, IConfiguration configuration, LoggerProvider logs) : IHostedService, IDisposable
{
    /// <summary>A collector that hangs must not hold the shutdown up: three signals at once, well inside 10 s.</summary>
    private const int FlushMilliseconds = 2000;

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(s => s.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddSource(Instruments.Sources)
            .AddOtlpExporter()
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(s => s.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddMeter(Instruments.Meters)
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        InOwnThread(() => _traces?.Shutdown(FlushMilliseconds)),
        InOwnThread(() => _metrics?.Shutdown(FlushMilliseconds)),
        // Shut down here, with the limit: disposal by the host would wait 5 s more for a collector that is gone. The host's
        // own last lines still reach the console.
        InOwnThread(() => logs.Shutdown(FlushMilliseconds)));

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    // The calls block, and a pool that is busy with the last requests would leave the export no thread.
    private static Task InOwnThread(Action flush) =>
        Task.Factory.StartNew(flush, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
