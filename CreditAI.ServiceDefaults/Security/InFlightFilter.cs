using CreditAI.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CreditAI.ServiceDefaults.Security;

/// <summary>
/// Turns requests away that are more than the service can answer at once: 503 while the others keep their latency.
/// Probes and scrapes go on, or an overloaded replica would be taken for a dead one.
/// </summary>
internal sealed class InFlightFilter(IOptions<RequestLimitOptions> options, IProblemDetailsService problems) : IStartupFilter
{
    private readonly int _most = options.Value.MaxRequestsInFlight;
    private int _inFlight;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AdmitAsync);
        next(app);
    };

    private async Task AdmitAsync(HttpContext context, RequestDelegate following)
    {
        try
        {
            if (Interlocked.Increment(ref _inFlight) > _most && !IsOperational(context.Request.Path))
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                await problems.TryWriteAsync(new ProblemDetailsContext
                {
                    HttpContext = context,
                    ProblemDetails = { Status = StatusCodes.Status503ServiceUnavailable, Detail = "More requests are under way than this replica takes. Try again." },
                });
                return;
            }

            await following(context);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private static bool IsOperational(PathString path)
        => path.StartsWithSegments(OperationalPaths.Health) || path.StartsWithSegments(OperationalPaths.Metrics);
}
