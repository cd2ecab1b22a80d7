using CreditAI.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.ServiceDefaults.Health;

internal static class HealthEndpoints
{
    public static void AddHealthEndpoints(this IServiceCollection services)
    {
        services.AddSingleton<StartupLatch>();
        services.AddHealthChecks().AddCheck<DrainCheck>("accepting-requests", tags: [HealthTags.Ready]);
    }

    public static void MapHealthEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(OperationalPaths.Health);
        MapProbe(group, "/live", LiveAsync);
        MapProbe(group, "/ready", ReadyAsync);
        MapProbe(group, "/startup", StartupAsync);
    }

    // Short-circuited: a probe must not depend on authentication or the rate limit.
    private static void MapProbe(RouteGroupBuilder group, string path, Delegate probe) =>
        group.MapGet(path, probe).ShortCircuit().AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();

    private static async Task<JsonHttpResult<HealthAnswer>> LiveAsync(HealthCheckService checks, CancellationToken cancellationToken) =>
        Answer(await checks.CheckHealthAsync(check => check.Tags.Contains(HealthTags.Live), cancellationToken));

    private static async Task<JsonHttpResult<HealthAnswer>> ReadyAsync(HealthCheckService checks, CancellationToken cancellationToken) =>
        Answer(await checks.CheckHealthAsync(IsReadiness, cancellationToken));

    private static async Task<JsonHttpResult<HealthAnswer>> StartupAsync(HealthCheckService checks, StartupLatch latch, CancellationToken cancellationToken)
    {
        if (latch.IsOpen)
        {
            return Answer(StartupLatch.Passed);
        }

        var report = await checks.CheckHealthAsync(check => IsReadiness(check) || check.Tags.Contains(HealthTags.Startup), cancellationToken);
        if (report.Status != HealthStatus.Unhealthy)
        {
            latch.Open();
        }

        return Answer(report);
    }

    private static bool IsReadiness(HealthCheckRegistration check) =>
        check.Tags.Contains(HealthTags.Ready) || !(check.Tags.Contains(HealthTags.Live) || check.Tags.Contains(HealthTags.Startup));

    private static JsonHttpResult<HealthAnswer> Answer(HealthReport report) => TypedResults.Json(
        HealthAnswer.From(report),
        statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}
