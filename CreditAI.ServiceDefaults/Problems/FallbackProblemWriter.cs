using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CreditAI.ServiceDefaults.Problems;

/// <summary>
/// Answers clients whose Accept header excludes JSON: the framework's writer declines them and they would get an
/// empty body. RFC 9110 section 15.5.7 allows an answer in a form that was not asked for.
/// </summary>
internal sealed class FallbackProblemWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        context.ProblemDetails.Status ??= context.HttpContext.Response.StatusCode;
        options.Value.CustomizeProblemDetails?.Invoke(context);
        // TypedResults fills type and title from the status as the framework's writer does.
        return new ValueTask(TypedResults.Problem(context.ProblemDetails).ExecuteAsync(context.HttpContext));
    }
}
