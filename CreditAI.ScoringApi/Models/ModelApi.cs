using CreditAI.Ledger.Access;
using CreditAI.Ledger.Registry;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Models;

internal static class ModelApi
{
    public static void MapModelApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/models").WithTags("Models").RequireScope(Scope.Models | Scope.Read);

        group.MapGet("/", ListAsync).WithName("listModels")
            .WithSummary("Lists the model versions, newest first, with their aliases and metrics")
            .ProducesProblem(503);
    }

    private static async Task<Ok<IEnumerable<ModelVersionResponse>>> ListAsync(
        [FromServices] ModelRegistry registry, CancellationToken cancellationToken)
        => TypedResults.Ok((await registry.ListAsync(cancellationToken)).Select(ModelVersionResponse.From));
}
