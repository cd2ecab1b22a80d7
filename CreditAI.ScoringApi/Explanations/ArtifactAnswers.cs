using CreditAI.ScoringApi.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Explanations;

/// <summary>What an endpoint answers that needs an artifact which cannot be had: 500 when it is damaged, 503 when the object store is away.</summary>
internal sealed class ArtifactAnswers(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ArtifactException fault)
        {
            return false;
        }

        ProblemDetails answer = fault.Damaged
            ? new() { Status = StatusCodes.Status500InternalServerError, Title = "A model artifact is damaged or gone.", Detail = fault.Message }
            : UnavailableAnswers.Answer(httpContext, fault.Message, TimeSpan.FromSeconds(5)).ProblemDetails;
        httpContext.Response.StatusCode = answer.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = answer });
    }
}
