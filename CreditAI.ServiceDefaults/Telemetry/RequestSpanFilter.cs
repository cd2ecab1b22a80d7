using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;

namespace CreditAI.ServiceDefaults.Telemetry;

/// <summary>
/// Gives the framework's request span the names of OpenTelemetry's HTTP conventions (the part of the instrumentation
/// package we need), and takes probes and scrapes out of the traces together with all they cause.
/// </summary>
internal sealed class RequestSpanFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // A span that nobody samples, nor those below it, needs no name.
        app.Use((context, following) => Activity.Current is { Recorded: true } span ? NameAsync(span, context, following) : following(context));
        next(app);
    };

    private static async Task NameAsync(Activity span, HttpContext context, RequestDelegate following)
    {
        if (IsOperational(context.Request.Path))
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            span.IsAllDataRequested = false;
            // The database query of a health check is not recorded either, whatever the sampler makes of orphans.
            using (SuppressInstrumentationScope.Begin())
            {
                await following(context);
            }

            return;
        }

        try
        {
            await following(context);
        }
        finally
        {
            Describe(span, context);
        }
    }

    private static bool IsOperational(PathString path) =>
        path.StartsWithSegments(OperationalPaths.Health) || path.StartsWithSegments(OperationalPaths.Metrics);

    private static void Describe(Activity span, HttpContext context)
    {
        var method = context.Request.Method;
        // The route, not the path: paths hold ids and make endless names. The path itself can hold personal data.
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("url.scheme", context.Request.Scheme);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (route is not null)
        {
            span.SetTag("http.route", route);
        }

        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
