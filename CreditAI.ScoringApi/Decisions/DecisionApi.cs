using CreditAI.Ledger.Access;
using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Caching;
using CreditAI.ScoringApi.Errors;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Paging;
using CreditAI.ScoringApi.Subjects;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Decisions;

internal static class DecisionApi
{
    private const int LargestPage = 200;

    public static void AddDecisions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DecisionMetrics>();
        builder.Services.AddSingleton<Decider>();
        builder.Services.AddSingleton<StreamRoom>();
        builder.Services.AddSingleton<DecisionServices>();
        builder.Services.AddSingleton<SubjectServices>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, DecisionJson.Default));
    }

    public static void MapDecisionApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Decisions");

        // Closed over: a parameter would be asked for in a scope of services made for every request.
        var services = routes.ServiceProvider.GetRequiredService<DecisionServices>();

        group.MapPost("/decisions", (Delegate)((HttpContext context) => DecideAsync(context, services))).WithName("decide").RequireScope(Scope.Decide).TakesApplication()
            .WithSummary("Decides an application")
            .WithDescription("Answered after the decision is committed to the ledger. A request that is not answered with 201 decided nothing.")
            .Produces<DecisionResponse>(201).ProducesValidationProblem().ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);

        group.MapPost("/decisions:batch", BatchApi.DecideAsync).WithName("decideBatch").RequireScope(Scope.Decide).WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithSummary("Decides any number of applications, a line each")
            .WithDescription("NDJSON in and out: a line of the answer for each line of the request, in order, each after its decision is committed. "
                + "With an Idempotency-Key the batch can be sent again: lines that were decided get their first answer.")
            .Accepts<ApplicationRequest>("application/x-ndjson").Produces<BatchLine>(200, "application/x-ndjson")
            .ProducesProblem(415).ProducesProblem(503);

        group.MapPost("/scores", (Delegate)((HttpContext context) => ScoreAsync(context, services))).WithName("score").RequireScope(Scope.Decide).TakesApplication()
            .WithSummary("Scores an application without deciding it")
            .WithDescription("For what-if: nothing is recorded, and the applicationId may be left out.")
            .Produces<ScoreResponse>(200).ProducesValidationProblem().ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

        group.MapGet("/decisions/{id:guid}", FindAsync).WithName("getDecision").RequireScope(Scope.Read).WithContentTag()
            .WithSummary("Reads a decision back from the ledger, with its full explanation")
            .WithDescription("explanation=false leaves the explanation out.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

        group.MapGet("/decisions", ListAsync).WithName("listDecisions").RequireScope(Scope.Read)
            .WithSummary("Lists the decisions of an application, newest first")
            .ProducesValidationProblem().ProducesProblem(503);
    }

    private static async Task<IResult> DecideAsync(HttpContext context, DecisionServices services)
    {
        var received = services.Time.GetTimestamp();
        var errors = new FieldErrors();
        var (body, status) = await RequestBody.ReadAsync(context.Request, errors);
        if (body is null)
        {
            return Refuse(services, status, errors);
        }

        if (services.Models.Contest is not { } models)
        {
            return NobodyDecides(context, services);
        }

        var key = RequestKey.Read(context.Request, errors);
        if (ApplicationParser.Parse(body, models.Champion.Scorecard, models.Challenger?.Scorecard, needsId: true, errors) is not { } application || errors.Any)
        {
            return Refuse(services, StatusCodes.Status400BadRequest, errors);
        }

        var decided = services.Decider.Decide(application, models, received, key?.Of(body));
        var decision = services.Ledger.Seal(decided.Record);
        var appended = await services.Ledger.AppendAsync(decision);
        switch (appended.Outcome)
        {
            case AppendOutcome.Committed:
                services.Metrics.Decided(decision, services.Time.GetElapsedTime(received));
                return Created(appended.Id, json => json.PutId(DecisionWriter.Write(json, decided), appended.Id));
            case AppendOutcome.Replayed:
                context.Response.Headers["Idempotency-Replayed"] = "true";
                var first = (await services.FindAsync(appended.Id, explain: false, context.RequestAborted))!;
                return Created(first.Id, json => json.Value(first, DecisionJson.Default.DecisionResponse));
            default:
                services.Metrics.Refused(StatusCodes.Status422UnprocessableEntity);
                return TypedResults.Problem(RequestKey.Reused, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> ScoreAsync(HttpContext context, DecisionServices services)
    {
        var errors = new FieldErrors();
        var (body, status) = await RequestBody.ReadAsync(context.Request, errors);
        if (body is null)
        {
            return Refuse(services, status, errors);
        }

        if (services.Models.Contest is not { Champion: var champion } contest)
        {
            return NobodyDecides(context, services);
        }

        return ApplicationParser.Parse(body, champion.Scorecard, null, needsId: false, errors) is { } application
            ? new JsonAnswer(
                StatusCodes.Status200OK, json => DecisionWriter.Write(json, ScoredApplication.Of(champion, application.Champion, contest.Policy?.Policy)))
            : Refuse(services, StatusCodes.Status400BadRequest, errors);
    }

    private static async Task<Results<Ok<DecisionResponse>, ProblemHttpResult>> FindAsync(
        Guid id, bool? explanation, [FromServices] DecisionServices services, CancellationToken cancellationToken)
        => await services.FindAsync(id, explanation != false, cancellationToken) is { } decision
            ? TypedResults.Ok(decision)
            : TypedResults.Problem($"The ledger holds no decision {id}.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<DecisionPage>, ProblemHttpResult>> ListAsync(
        string? application, string? cursor, int? limit, [FromServices] DecisionServices services, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest<Guid>.Read("decisions", cursor, limit, LargestPage, errors);
        if (string.IsNullOrEmpty(application))
        {
            errors.Add("application", "is required: the applicationId of the decisions");
        }

        return errors.Any
            ? TypedResults.Problem(new HttpValidationProblemDetails(errors.ByField) { Status = StatusCodes.Status400BadRequest })
            : TypedResults.Ok(await services.ListAsync(
                (before, most) => services.Reader.ListByApplicationAsync(application!, before, most, cancellationToken), page, cancellationToken));
    }

    private static JsonAnswer Created(Guid id, Action<JsonBytes> write) => new(StatusCodes.Status201Created, write, $"/v1/decisions/{id}");

    private static ProblemHttpResult NobodyDecides(HttpContext context, DecisionServices services)
    {
        services.Metrics.Refused(StatusCodes.Status503ServiceUnavailable);
        return UnavailableAnswers.Answer(context, "No model version decides yet.", TimeSpan.FromSeconds(5));
    }

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
