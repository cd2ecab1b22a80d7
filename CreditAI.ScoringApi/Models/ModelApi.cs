using System.Text.Json;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Models;

internal static class ModelApi
{
    private const int MaxLength = 16 * 1024;
    private const int LongestReason = 2000;

    private const string ApprovalExample = """{"reason":"The frontier and the swap set of 1 July were discussed in the committee"}""";
    private const string PromotionExample = """{"alias":"champion","reason":"Better on this year's outcomes"}""";

    public static void MapModelApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/models").WithTags("Models").RequireScope(Scope.Models | Scope.Read);

        group.MapGet("/", ListAsync).WithName("listModels")
            .WithSummary("Lists the model versions, newest first, with their aliases and metrics")
            .ProducesProblem(503);

        group.MapGet("/{version:int}", FindAsync).WithName("getModel")
            .WithSummary("Reads a model version: its signature, its stage, and what it has shown, gate by gate")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);

        group.MapPost("/{version:int}/approvals", ApproveAsync).WithName("approveModel").RequireScope(Scope.Models)
            .Accepts<ApprovalRequest>("application/json").WithExample(ApprovalExample)
            .WithSummary("Agrees that a version becomes champion, on what its latest evaluation has shown")
            .WithDescription("The approval is the caller's. Whoever promotes must be another. 409 where there is nothing to approve.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

        group.MapPost("/{version:int}/promotion", PromoteAsync).WithName("promoteModel").RequireScope(Scope.Models)
            .Accepts<PromotionRequest>("application/json").WithExample(PromotionExample)
            .WithSummary("Points an alias at a version")
            .WithDescription("A champion must have passed the policy's gates against the champion of now and have its approvals: 409 names everything that is missing. 204 where it is so already.")
            .Produces(204).ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(503);
    }

    private static async Task<Ok<IEnumerable<ModelVersionResponse>>> ListAsync(
        [FromServices] ModelRegistry registry, CancellationToken cancellationToken)
        => TypedResults.Ok((await registry.ListAsync(cancellationToken)).Select(ModelVersionResponse.From));

    private static async Task<Results<Ok<ModelDetailResponse>, ProblemHttpResult>> FindAsync(
        int version, [FromServices] ModelRegistry registry, [FromServices] EvaluationStore evaluations, [FromServices] PolicyStore policies,
        CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(version, cancellationToken) is not { } model)
        {
            return Unknown(version);
        }

        var shown = await evaluations.ListAsync(version, cancellationToken);
        var policy = await policies.CurrentAsync(cancellationToken);
        return TypedResults.Ok(ModelDetailResponse.Of(model, ModelStage.Of(model, shown.Count > 0 ? shown[0] : null, policy.Policy.Promotion), shown));
    }

    private static async Task<Results<Ok<EvaluationResponse>, ProblemHttpResult>> ApproveAsync(
        int version, HttpContext context, [FromServices] ModelRegistry registry, [FromServices] EvaluationStore evaluations, CancellationToken cancellationToken)
    {
        var (said, problem) = await ReadAsync(context, ["reason"], cancellationToken);
        if (said is null || await registry.FindAsync(version, cancellationToken) is null)
        {
            return problem ?? Unknown(version);
        }

        try
        {
            return TypedResults.Ok(EvaluationResponse.Of(await evaluations.ApproveAsync(version, context.GetCaller().Id, said.Reason, cancellationToken)));
        }
        catch (ModelRegistryException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<Results<Ok<PromotionResponse>, NoContent, ProblemHttpResult>> PromoteAsync(
        int version, HttpContext context, [FromServices] ModelRegistry registry, CancellationToken cancellationToken)
    {
        var (said, problem) = await ReadAsync(context, ["alias", "reason", "override"], cancellationToken);
        if (said is null || await registry.FindAsync(version, cancellationToken) is null)
        {
            return problem ?? Unknown(version);
        }

        try
        {
            var promotion = await registry.PromoteAsync(
                new NewPromotion(version, said.Alias ?? ModelAlias.Champion, context.GetCaller().Id, said.Reason) { Override = said.Override }, cancellationToken);
            return promotion is null ? TypedResults.NoContent() : TypedResults.Ok(PromotionResponse.Of(promotion));
        }
        catch (PromotionRefusedException exception)
        {
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status409Conflict, extensions: new Dictionary<string, object?> { ["missing"] = exception.Missing });
        }
        catch (ModelRegistryException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<(PromotionRequest? Said, ProblemHttpResult? Problem)> ReadAsync(
        HttpContext context, string[] members, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadAsync(context.Request, MaxLength, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return (null, problem);
            }

            var errors = new FieldErrors();
            var said = Read(document.RootElement, members, errors);
            return errors.Any ? (null, JsonBody.Refuse(errors)) : (said, null);
        }
    }

    private static PromotionRequest Read(JsonElement body, string[] members, FieldErrors errors)
    {
        var fields = new RequestFields(body, errors);
        fields.AreOf(members);
        var alias = fields.OptionalText("alias", 64);
        if (alias is not null && !ModelAlias.All.Contains(alias))
        {
            errors.Add("alias", $"must be {string.Join(" or ", ModelAlias.All)}");
        }

        return new PromotionRequest(alias, fields.RequiredText("reason", LongestReason) ?? "", fields.OptionalText("override", LongestReason));
    }

    private static ProblemHttpResult Unknown(int version) => TypedResults.Problem($"There is no model version {version}.", statusCode: StatusCodes.Status404NotFound);
}
