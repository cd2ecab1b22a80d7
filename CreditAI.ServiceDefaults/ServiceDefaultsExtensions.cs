using CreditAI.ServiceDefaults.Health;
using CreditAI.ServiceDefaults.Metrics;
using CreditAI.ServiceDefaults.Outgoing;
using CreditAI.ServiceDefaults.Problems;
using CreditAI.ServiceDefaults.Scheduling;
using CreditAI.ServiceDefaults.Security;
using CreditAI.ServiceDefaults.Shutdown;
using CreditAI.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CreditAI.ServiceDefaults;

/// <summary>What every service of CreditAI shares: telemetry, health, resilience, problem details and security.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Registers the defaults. Middleware (problem details, security headers) is put in front of the service's own
    /// pipeline by itself; the endpoints are mapped by <see cref="MapDefaultEndpoints"/>.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddTelemetry();
        builder.Services.AddPrometheusMetrics();
        builder.AddGracefulShutdown();
        builder.Services.AddHealthEndpoints();
        builder.Services.AddProblemAnswers();
        builder.Services.AddSecurityDefaults();
        builder.Services.AddSchedulingDefaults();
        builder.Services.AddOutgoingHttpDefaults();
        return builder;
    }

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c>, <c>/health/startup</c> and <c>/metrics</c>, all of them untraced and open.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthEndpoints();
        app.MapPrometheusMetrics();
        return app;
    }
}
