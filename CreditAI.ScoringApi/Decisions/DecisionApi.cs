using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Caching;
using CreditAI.ScoringApi.Errors;
using CreditAI.ScoringApi.Explanations;
using CreditAI.ScoringApi.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Decisions;

internal static class DecisionApi
{
    public static void AddDecisions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DecisionMetrics>();
        builder.Services.AddSingleton<Decider>();
        builder.Services.AddSingleton<DecisionServices>();
    }

    public static void MapDecisionApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/decisions").WithTags("Decisions").RequireAuthorization();

        group.MapPost("/", DecideAsync).WithName("decide").TakesApplication()
            .WithSummary("Decides an application")
            .WithDescription("Answered after the decision is committed to the ledger. A request that is not answered with 201 decided nothing.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

        group.MapGet("/{id:guid}", FindAsync).WithName("getDecision").WithContentTag()
            .WithSummary("Reads a decision back from the ledger, with its full explanation")
            .WithDescription("explanation=false leaves the explanation out, which takes no artifact.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Created<DecisionResponse>, ProblemHttpResult>> DecideAsync(
        HttpRequest request, [FromServices] DecisionServices services, CancellationToken cancellationToken)
    {
        var received = services.Time.GetTimestamp();
        var errors = new FieldErrors();
        var (body, status) = await RequestBody.ReadAsync(request, errors, cancellationToken);
        if (body is null)
        {
            return Refuse(services, status, errors);
        }

        if (services.Champions.Current is not { } champion)
        {
            services.Metrics.Refused(StatusCodes.Status503ServiceUnavailable);
            return UnavailableAnswers.Answer(request.HttpContext, "No model version decides yet.", TimeSpan.FromSeconds(5));
        }

        return ApplicationParser.Parse(body, champion.Scorecard, errors) is { } application
            ? Decided(await services.Decider.DecideAsync(application, champion, received))
            : Refuse(services, StatusCodes.Status400BadRequest, errors);
    }

    private static async Task<Results<Ok<DecisionResponse>, ProblemHttpResult>> FindAsync(
        Guid id, bool? explanation, [FromServices] DecisionServices services, [FromServices] DecisionExplainer explainer, CancellationToken cancellationToken)
        => await services.Reader.FindAsync(id, cancellationToken) is { } decision
            ? TypedResults.Ok(DecisionResponse.From(decision) with
            {
                Explanation = explanation == false ? null : await explainer.ExplainAsync(decision, cancellationToken),
            })
            : TypedResults.Problem($"The ledger holds no decision {id}.", statusCode: StatusCodes.Status404NotFound);

    private static Created<DecisionResponse> Decided(DecisionResponse decision) => TypedResults.Created($"/v1/decisions/{decision.Id}", decision);

    private static ProblemHttpResult Refuse(DecisionServices services, int status, FieldErrors errors)
    {
        services.Metrics.Refused(status);
        return TypedResults.Problem(new HttpValidationProblemDetails(errors.ByField)
        {
            Status = status,
            Title = "The application cannot be decided as sent.",
            Detail = $"{string.Join(", ", errors.ByField.Keys.Take(5))}{(errors.ByField.Count > 5 ? ", …" : "")}: see errors. Nothing was recorded.",
        });
    }
}
