using CreditAI.Ledger.Decisions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace CreditAI.ScoringApi.Errors;

/// <summary>PostgreSQL away is 503 with Retry-After (RFC 9110 §15.6.4), at whichever endpoint it shows.</summary>
internal sealed class UnavailableAnswers(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var retryAfter = exception switch
        {
            LedgerUnavailableException unavailable => unavailable.RetryAfter,
            NpgsqlException and not PostgresException { SqlState: not ("57P01" or "57P02" or "57P03" or "53300") } => TimeSpan.FromSeconds(1),
            TimeoutException => TimeSpan.FromSeconds(1),
            _ => TimeSpan.Zero,
        };
        if (retryAfter == TimeSpan.Zero)
        {
            return false;
        }

        var answer = Answer(httpContext, "The ledger does not answer; nothing is acknowledged. Try again.", retryAfter);
        httpContext.Response.StatusCode = answer.StatusCode;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = answer.ProblemDetails });
    }

    public static ProblemHttpResult Answer(HttpContext context, string detail, TimeSpan retryAfter)
    {
        context.Response.Headers.RetryAfter = $"{(int)Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds))}";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
