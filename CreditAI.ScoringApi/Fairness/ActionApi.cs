using System.ComponentModel;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Paging;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Fairness;

internal static class ActionApi
{
    private const int LargestPage = 500;
    private const int MaxLength = 16 * 1024;
    private const int LongestReason = 2000;

    private const string Example = """{"reason":"The finding was about a data feed that failed for a day; counsel agreed on 2 July"}""";

    public static void MapActionApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/fairness/actions").WithTags("Fairness").RequireScope(Scope.Read);

        group.MapGet("/", ListAsync).WithName("listActions")
            .WithSummary("Lists what was done about findings without waiting for a person, newest first")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(503);

        group.MapGet("/{id:guid}", FindAsync).WithName("getAction")
            .WithSummary("Reads an action")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);

        group.MapPost("/{id:guid}/undo", UndoAsync).WithName("undoAction").RequireScope(Scope.Models)
            .Accepts<UndoRequest>("application/json").WithExample(Example)
            .WithSummary("Puts back what an action changed")
            .WithDescription("The canary's share as it was, in another version of the policy, or the champion; recorded like any such change. 409 where it was changed since, or there is nothing to undo.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
    }

    private static Task<Results<Ok<ActionPage>, ProblemHttpResult>> ListAsync(
        [FromServices] ActionStore actions, [Description("Actions in a page, 1 to 500; 50 without it.")] int? limit,
        [Description("The next of the page before.")] string? cursor, CancellationToken cancellationToken)
        => PageAnswer.OfAsync<Guid, FairnessAction, ActionPage>(
            "actions", (limit, cursor, LargestPage), (before, most) => actions.ListAsync(before, most, cancellationToken), action => action.Id,
            (entries, next) => new ActionPage([.. entries.Select(ActionResponse.Of)], next));

    private static async Task<Results<Ok<ActionResponse>, ProblemHttpResult>> FindAsync(
        Guid id, [FromServices] ActionStore actions, CancellationToken cancellationToken)
        => await actions.FindAsync(id, cancellationToken) is { } action ? TypedResults.Ok(ActionResponse.Of(action)) : Unknown(id);

    private static async Task<Results<Ok<ActionResponse>, ProblemHttpResult>> UndoAsync(
        Guid id, HttpContext context, [FromServices] ActionStore actions, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadAsync(context.Request, MaxLength, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var errors = new FieldErrors();
            var fields = new RequestFields(document.RootElement, errors);
            fields.AreOf("reason");
            var reason = fields.RequiredText("reason", LongestReason);
            if (errors.Any)
            {
                return JsonBody.Refuse(errors);
            }

            if (await actions.FindAsync(id, cancellationToken) is null)
            {
                return Unknown(id);
            }

            try
            {
                return TypedResults.Ok(ActionResponse.Of(await actions.UndoAsync(id, context.GetCaller().Id, reason!, cancellationToken)));
            }
            catch (FairnessActionException exception)
            {
                return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status409Conflict);
            }
        }
    }

    private static ProblemHttpResult Unknown(Guid id) => TypedResults.Problem($"There is no action {id}.", statusCode: StatusCodes.Status404NotFound);
}
