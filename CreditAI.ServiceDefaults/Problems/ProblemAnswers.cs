using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.ServiceDefaults.Problems;

internal static class ProblemAnswers
{
    public static void AddProblemAnswers(this IServiceCollection services)
    {
        services.AddProblemDetails(o => o.CustomizeProblemDetails = Complete);
        services.AddSingleton<IProblemDetailsWriter, FallbackProblemWriter>();
        services.Configure<ExceptionHandlerOptions>(o => o.StatusCodeSelector = StatusOf);
        services.AddSingleton<IDeveloperPageExceptionFilter, NoDeveloperPage>();
        services.AddTransient<IStartupFilter, ProblemAnswersFilter>();
        // One behaviour in every environment: a body that cannot be bound is a 400, not an exception in development.
        services.PostConfigure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
    }

    /// <summary>What a service does not answer by an IExceptionHandler of its own: the client's fault as the server saw it, else 500.</summary>
    internal static int StatusOf(Exception exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    private static void Complete(ProblemDetailsContext context)
    {
        // The bare trace id is what one searches for in the dashboard; Activity.Id has the span in it.
        context.ProblemDetails.Extensions["traceId"] =
            Activity.Current?.TraceId.ToHexString() ?? SentTraceId(context.HttpContext.Request) ?? context.HttpContext.TraceIdentifier;
    }

    // Where nothing is traced here, the caller's own trace may have the request all the same.
    private static string? SentTraceId(HttpRequest request) =>
        ActivityContext.TryParse(request.Headers.TraceParent, null, out var sent) ? sent.TraceId.ToHexString() : null;
}
