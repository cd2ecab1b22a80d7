using CreditAI.Ledger.Registry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>Errors of MLflow's paths in MLflow's shape, <c>{"error_code", "message"}</c>: those of the endpoints, and those that are answered before them.</summary>
internal sealed class MlflowErrors : IEndpointFilter, IProblemDetailsWriter
{
    public const string Path = "/api/2.0";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (MlflowException exception)
        {
            return Answer(exception.Code, exception.Message);
        }
        catch (ModelRegistryException exception)
        {
            return Answer(MlflowCode.Denied, exception.Message);
        }
    }

    public bool CanWrite(ProblemDetailsContext context) => context.HttpContext.Request.Path.StartsWithSegments(Path);

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var status = context.ProblemDetails.Status ?? context.HttpContext.Response.StatusCode;
        var said = context.ProblemDetails.Detail ?? context.ProblemDetails.Title ?? "";
        return new ValueTask(context.HttpContext.Response.WriteAsJsonAsync(new MlflowError(MlflowCode.Of(status), said), context.HttpContext.RequestAborted));
    }

    private static JsonHttpResult<MlflowError> Answer(string code, string message) => TypedResults.Json(new MlflowError(code, message), statusCode: MlflowCode.StatusOf(code));
}
