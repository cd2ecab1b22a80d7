using CreditAI.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.ServiceDefaults.Metrics;

internal static class PrometheusMetrics
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void AddPrometheusMetrics(this IServiceCollection services)
    {
        services.AddSingleton<MetricsCollector>();
        // Started first, so that nothing is counted before someone listens.
        services.AddHostedService(s => s.GetRequiredService<MetricsCollector>());
    }

    public static void MapPrometheusMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet(OperationalPaths.Metrics, Scrape).ShortCircuit().AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();

    private static ContentHttpResult Scrape(MetricsCollector metrics) => TypedResults.Text(metrics.Collect(), ContentType);
}
