using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.ServiceDefaults;

public sealed class TelemetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_traces_and_metrics_have_arrived_when_the_service_has_stopped()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await StartCollectorAsync(received);
        using var meter = new Meter("CreditAI.Tests.Telemetry");
        using var source = new ActivitySource("CreditAI.Tests.Telemetry");
        await using (var service = await TestService.StartAsync(
            app => app.MapGet("/items/{id}", (int id, ILogger<TelemetryTests> log) =>
            {
                using var span = source.StartActivity("asked by a request");
                LogItem(log, id);
            }),
            builder => builder.Services.AddHealthChecks().AddCheck("database", () =>
            {
                using var span = source.StartActivity("asked by a probe");
                return HealthCheckResult.Healthy();
            }),
            settings: new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
                ["OTEL_SERVICE_NAME"] = "scoring-api",
                ["Logging:OpenTelemetry:LogLevel:CreditAI.Tests"] = "Warning",
                ["OTEL_TRACES_SAMPLER"] = "always_on",
                ["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=abc123",
            }))
        {
            meter.CreateCounter<int>("sheep").Add(1);
            await service.Client.GetAsync("/items/7", Cancel);
            Assert.Contains("database", await service.Client.GetStringAsync("/health/ready", Cancel), StringComparison.Ordinal);
            await service.App.StopAsync(Cancel);
        }

        var traces = received["/opentelemetry.proto.collector.trace.v1.TraceService/Export"];
        Assert.Contains("GET /items/{id}", traces, StringComparison.Ordinal);
        Assert.Contains("scoring-api", traces, StringComparison.Ordinal);
        Assert.Contains("abc123", traces, StringComparison.Ordinal);
        Assert.Contains("asked by a request", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("asked by a probe", traces, StringComparison.Ordinal);
        Assert.Contains("sheep", received["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"], StringComparison.Ordinal);
        Assert.Contains("Item 7 was asked for", received["/opentelemetry.proto.collector.logs.v1.LogsService/Export"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_NothingIsExported_HasNoSpan()
    {
        await using var service = await TestService.StartAsync(app => app.MapGet("/span", () => Activity.Current?.Id ?? "none"));

        Assert.Equal("none", await service.Client.GetStringAsync("/span", Cancel));
    }

    private static void LogItem(ILogger log, int id) => log.LogWarning("Item {Id} was asked for", id);

    /// <summary>Takes OTLP over gRPC and keeps the bytes; an empty message is the answer of success.</summary>
    private static async Task<WebApplication> StartCollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, Cancel);
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(context.Request.Path, text, (_, earlier) => earlier + text);
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5], Cancel);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync(Cancel);
        return app;
    }
}
