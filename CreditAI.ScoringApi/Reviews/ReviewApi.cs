using System.Text.Json;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Reviews;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Notices;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Caching;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Reviews;

internal static class ReviewApi
{
    private const int MaxLength = 32 * 1024;
    private const int LongestName = 200;
    private const int LongestReason = 2000;

    private const string Example =
        """{"decision":"approve","reviewer":"J. Doe","reason":"Income verified by payslips of three months that the application did not have"}""";

    private const string AnswerExample = """
        {
          "number": 1, "decisionId": "0197f3a0-0000-7000-8000-000000000000", "decision": "approve", "override": "lowSide", "reviewer": "J. Doe",
          "reason": "Income verified by payslips of three months that the application did not have", "principalReasons": [],
          "recordedBy": "underwriting", "recordedAt": "2026-07-01T12:00:00Z"
        }
        """;

    public static void MapReviewApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/decisions/{id:guid}").WithTags("Reviews");

        group.MapPost("/review", AddAsync).WithName("reviewDecision").RequireScope(Scope.Decide)
            .Accepts<ReviewRequest>("application/json").WithExample(Example).WithAnswerExample(201, AnswerExample)
            .WithSummary("Records what a person decided on a decision")
            .WithDescription(
                "A second line of the record, never an edit: the decision stays as it was recorded, and the newest review's decision is the effective one. "
                + "201 when recorded; 200 when the newest review says the same already.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(410).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(503);

        group.MapGet("/reviews", HistoryAsync).WithName("listReviews").RequireScope(Scope.Read).WithContentTag()
            .WithSummary("Reads a decision's reviews, newest first, and the effective decision")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Created<ReviewResponse>, Ok<ReviewResponse>, ProblemHttpResult>> AddAsync(
        Guid id, HttpContext context, [FromServices] DecisionReader decisions, [FromServices] ReviewStore store, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadAsync(context.Request, MaxLength, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            if (await decisions.FindAsync(id, cancellationToken) is not { } decision)
            {
                return Unknown(id);
            }

            if (decision.Application is null)
            {
                return TypedResults.Problem(
                    $"The personal data of decision {id} were erased: there is nothing to review.", statusCode: StatusCodes.Status410Gone);
            }

            var errors = new FieldErrors();
            if (Read(document.RootElement, decision, context.GetCaller().Id, errors) is not { } review)
            {
                return JsonBody.Refuse(errors);
            }

            var (recorded, added) = await store.AddAsync(review, cancellationToken);
            var answer = ReviewResponse.From(recorded, decision.Decision);
            return added ? TypedResults.Created($"/v1/decisions/{id}/reviews", answer) : TypedResults.Ok(answer);
        }
    }

    private static async Task<Results<Ok<ReviewHistory>, ProblemHttpResult>> HistoryAsync(
        Guid id, [FromServices] DecisionReader decisions, [FromServices] ReviewStore store, CancellationToken cancellationToken)
    {
        if (await decisions.FindAsync(id, cancellationToken) is not { } decision)
        {
            return Unknown(id);
        }

        var reviews = await store.HistoryAsync(id, cancellationToken);
        var effective = reviews.Count > 0 ? reviews[0].Decision : decision.Decision;
        return TypedResults.Ok(new ReviewHistory(
            id, decision.Decision.ToText(), effective.ToText(), [.. reviews.Select(review => ReviewResponse.From(review, decision.Decision))]));
    }

    private static NewReview? Read(JsonElement body, RecordedDecision recorded, string by, FieldErrors errors)
    {
        var fields = new RequestFields(body, errors);
        if (!fields.AreOf("decision", "reviewer", "reason", "principalReasons"))
        {
            return null;
        }

        var word = fields.RequiredWord("decision", "approve", "decline");
        var reviewer = fields.RequiredText("reviewer", LongestName);
        var reason = fields.RequiredText("reason", LongestReason);
        var principal = fields.Texts("principalReasons", AdverseActionNotice.MostReasons, LongestName);
        CheckPrincipal(principal, word, recorded.Decision, errors);
        return errors.Any ? null : new NewReview(recorded.Id, DecisionText.Parse(word!), reviewer!, reason!, principal, by);
    }

    // The reasons stated must be those that the action was taken for (12 CFR 1002.9(b)(2)): where a person declines, the person's.
    private static void CheckPrincipal(IReadOnlyList<string> principal, string? word, Decision recorded, FieldErrors errors)
    {
        var own = word == "decline" && recorded != Decision.Decline;
        if (own && principal.Count == 0)
        {
            errors.Add("principalReasons", "are required, one to four: the scorecard did not decline this, so the notice states the reviewer's reasons");
        }

        if (!own && principal.Count > 0)
        {
            errors.Add("principalReasons", "are only for declining what the scorecard did not decline");
        }

        foreach (var (index, text) in principal.Index())
        {
            if (InsufficientReason.Is(text))
            {
                errors.Add($"principalReasons[{index}]", "is not a specific reason (12 CFR 1002.9(b)(2)): say what about the application it was");
            }
        }
    }

    private static ProblemHttpResult Unknown(Guid id) =>
        TypedResults.Problem($"The ledger holds no decision {id}.", statusCode: StatusCodes.Status404NotFound);
}
