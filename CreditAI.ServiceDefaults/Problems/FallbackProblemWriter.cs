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
        var response = context.HttpContext.Response;
        context.ProblemDetails.Status ??= response.StatusCode;
        options.Value.CustomizeProblemDetails?.Invoke(context);
        // The result is asked for its type and title only: executed, it would come back here through the service.
        var problem = TypedResults.Problem(context.ProblemDetails).ProblemDetails;
        return new ValueTask(response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.HttpContext.RequestAborted));
    }
}
