using System.ComponentModel;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Training;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Paging;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Training;

internal static class TrainingRunApi
{
    private const int LargestPage = 500;

    private const string Example = """
        {
          "reason": "Quarterly retraining on the outcomes of spring",
          "order": {
            "name": "loans", "data": { "ledger": { "from": "2026-01-01T00:00:00Z" } }, "trainer": "boosted",
            "search": { "protected": ["sex"], "models": 60, "maximumLoss": 0.005 }
          }
        }
        """;

    public static void MapTrainingRunApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/training-runs").WithTags("Training").RequireScope(Scope.Read | Scope.Models);

        group.MapPost("/", OrderAsync).WithName("orderTraining").RequireScope(Scope.Models)
            .Accepts<TrainingRequest>("application/json").WithExample(Example)
            .WithSummary("Orders a training run")
            .WithDescription("It is queued, and a worker carries it out: what comes of it is a model version with its card and evidence, which becomes champion by its gates alone.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

        group.MapGet("/", ListAsync).WithName("listTrainingRuns")
            .WithSummary("Lists the training runs, newest first")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(503);

        group.MapGet("/{id:guid}", FindAsync).WithName("getTrainingRun")
            .WithSummary("Reads a training run: how far it is, and what came of it")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);

        group.MapPost("/{id:guid}/cancel", CancelAsync).WithName("cancelTrainingRun").RequireScope(Scope.Models)
            .WithSummary("Asks a training run to stop")
            .WithDescription("One that waits has ended at once; one that runs ends within seconds. One that has ended stays as it is.")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);

        group.MapGet("/{id:guid}/card", CardAsync).WithName("getTrainingCard")
            .WithSummary("Reads the model card of what a training run gave, one HTML page")
            .Produces<string>(200, "text/html").ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);

        group.MapGet("/{id:guid}/record", RecordAsync).WithName("getTrainingRecord")
            .WithSummary("Reads the record of a training run's search: what was tried, what was chosen, and why nothing else")
            .Produces<string>(200, "text/markdown").ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Accepted<TrainingRunResponse>, ProblemHttpResult>> OrderAsync(
        HttpContext context, [FromServices] TrainingQueue queue, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadAsync(context.Request, OrderBody.MaxLength, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var errors = new FieldErrors();
            var (reason, order) = OrderBody.Read(document.RootElement, errors);
            if (errors.Any)
            {
                return JsonBody.Refuse(errors);
            }

            var run = await queue.OrderAsync(order!, reason!, context.GetCaller().Id, cancellationToken);
            return TypedResults.Accepted($"/v1/training-runs/{run.Id}", TrainingRunResponse.Of(run));
        }
    }

    private static Task<Results<Ok<TrainingRunPage>, ProblemHttpResult>> ListAsync(
        [FromServices] TrainingQueue queue, [Description("Runs in a page, 1 to 500; 50 without it.")] int? limit,
        [Description("The next of the page before.")] string? cursor, CancellationToken cancellationToken)
        => PageAnswer.OfAsync<Guid, TrainingRun, TrainingRunPage>(
            "training-runs", (limit, cursor, LargestPage), (before, most) => queue.ListAsync(before, most, cancellationToken), run => run.Id,
            (entries, next) => new TrainingRunPage([.. entries.Select(TrainingRunResponse.Of)], next));

    private static async Task<Results<Ok<TrainingRunResponse>, ProblemHttpResult>> FindAsync(
        Guid id, [FromServices] TrainingQueue queue, CancellationToken cancellationToken)
        => await queue.FindAsync(id, cancellationToken) is { } run ? TypedResults.Ok(TrainingRunResponse.Of(run)) : Unknown(id);

    private static async Task<Results<Ok<TrainingRunResponse>, ProblemHttpResult>> CancelAsync(
        Guid id, HttpContext context, [FromServices] TrainingQueue queue, CancellationToken cancellationToken)
        => await queue.CancelAsync(id, context.GetCaller().Id, cancellationToken) is { } run ? TypedResults.Ok(TrainingRunResponse.Of(run)) : Unknown(id);

    private static Task<IResult> CardAsync(Guid id, HttpResponse response, [FromServices] IObjectStore objects, CancellationToken cancellationToken)
    {
        // The page brings its own style sheet, and nothing else.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return StoredAsync(id, TrainingFiles.Card(id), "text/html; charset=utf-8", objects, cancellationToken);
    }

    private static Task<IResult> RecordAsync(Guid id, [FromServices] IObjectStore objects, CancellationToken cancellationToken)
        => StoredAsync(id, TrainingFiles.Record(id), "text/markdown; charset=utf-8", objects, cancellationToken);

    private static async Task<IResult> StoredAsync(Guid id, string key, string type, IObjectStore objects, CancellationToken cancellationToken)
        => await objects.OpenReadAsync(key, cancellationToken) is { } content
            ? TypedResults.Stream(content, type)
            : TypedResults.Problem($"There is none of the training run {id}.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Unknown(Guid id) => TypedResults.Problem($"There is no training run {id}.", statusCode: StatusCodes.Status404NotFound);
}
