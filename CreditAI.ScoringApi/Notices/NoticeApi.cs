using CreditAI.Ledger.Access;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Reviews;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Notices;
using CreditAI.Scoring.Reasons;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Caching;
using CreditAI.ScoringApi.Explanations;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Notices;

internal static class NoticeApi
{
    private const string AnswerExample = """
        {
          "decisionId": "0197f3a0-0000-7000-8000-000000000000", "applicationId": "A-1001", "creditorName": "Example Bank",
          "creditorAddress": "1 Main Street\nSpringfield, IL 62701",
          "action": "We have considered your application for credit and are unable to approve it.",
          "reasons": [ { "text": "Proportion of balances to credit limits is too high", "feature": "utilization" } ],
          "ecoa": "The Federal Equal Credit Opportunity Act prohibits creditors from discriminating …",
          "consumerReport": {
            "agencyName": "Example Bureau", "agencyAddress": "PO Box 1, Springfield, IL 62701", "agencyPhone": "1-800-555-0100",
            "score": {
              "name": "Example Score 8", "score": 612, "lowest": 300, "highest": 850, "date": "2026-07-01",
              "keyFactors": [ "Proportion of balances to credit limits is too high" ]
            }
          },
          "deciding": "The application was decided by an automated credit scoring system.",
          "date": "2026-07-03", "dueBy": "2026-07-31", "policyVersion": 2, "text": "Example Bank\n1 Main Street\n…"
        }
        """;

    public static void AddNotices(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<NoticeServices>();

    public static void MapNoticeApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/decisions/{id:guid}/notice").WithTags("Notices").RequireScope(Scope.Read);

        group.MapGet("/", ComposeAsync).WithName("getNotice").WithContentTag()
            .WithSummary("Writes the adverse action notice of a declined decision")
            .WithDescription(
                "As JSON, or as the plain text to be sent (Accept: text/plain). The creditor and the agencies are the current policy's; the reasons are those "
                + "that were scored, or the reviewer's where a person declined what the scorecard did not. Where an agency's score took part: scoreDate is the "
                + "day it was made (the decision's unless said), and keyFactor, given up to five times, its key factors as the agency states them, most "
                + "important first (unless said, the features from the report that lost points).")
            .WithAnswerExample(200, AnswerExample).WithTextAnswer(200)
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(406).ProducesProblem(409).ProducesProblem(410)
            .ProducesProblem(503);
    }

    private static async Task<Results<Ok<NoticeResponse>, ContentHttpResult, ProblemHttpResult>> ComposeAsync(
        Guid id, string? scoreDate, [FromQuery(Name = "keyFactor")] string[]? keyFactors, HttpRequest request,
        [FromServices] NoticeServices services, CancellationToken cancellationToken)
    {
        request.HttpContext.Response.Headers.Vary = "Accept";
        if (NoticeFormat.Choose(request) is not { } format)
        {
            return Refuse(StatusCodes.Status406NotAcceptable, "A notice is application/json or text/plain.");
        }

        var today = DateOnly.FromDateTime(services.Time.GetUtcNow().UtcDateTime);
        var errors = new FieldErrors();
        var said = NoticeRequest.Read(scoreDate, keyFactors, today, errors);
        if (errors.Any)
        {
            return JsonBody.Refuse(errors);
        }

        if (await services.Decisions.FindAsync(id, cancellationToken) is not { } decision)
        {
            return Refuse(StatusCodes.Status404NotFound, $"The ledger holds no decision {id}.");
        }

        if (decision.Application is null)
        {
            return Refuse(StatusCodes.Status410Gone, $"The personal data of decision {id} were erased, and its notice with them.");
        }

        var review = await services.Reviews.HistoryAsync(id, cancellationToken) is [var last, ..] ? last : null;
        if (WhyNone(decision, review) is { } why)
        {
            return Refuse(StatusCodes.Status409Conflict, why);
        }

        if (await services.Explainer.FindDecidedByAsync(decision, cancellationToken) is not { } by)
        {
            return Refuse(StatusCodes.Status409Conflict, $"The registry does not know the model version {decision.ModelVersion} that decided.");
        }

        var policy = await services.Policies.CurrentAsync(cancellationToken);
        var application = Describe(decision, review, by, said);
        if (AdverseActionNotice.Faults(by.Scorecard, application, policy.Policy.Notice) is { Count: > 0 } faults)
        {
            return Refuse(StatusCodes.Status409Conflict, $"The notice cannot be made: {string.Join("; ", faults)}.");
        }

        var notice = AdverseActionNotice.Compose(by.Scorecard, application, policy.Policy.Notice, today);
        return format == NoticeFormat.Text
            ? TypedResults.Content(notice.Text, "text/plain; charset=utf-8")
            : TypedResults.Ok(NoticeResponse.From(id, notice, policy.Version));
    }

    private static string? WhyNone(RecordedDecision decision, RecordedReview? review) => (review?.Decision, decision.Decision) switch
    {
        (Decision.Approve, _) => $"Review {review!.Number} of decision {decision.Id} approved the application: there is no adverse action to give notice of.",
        (null, Decision.Approve) => $"Decision {decision.Id} approved the application: there is no adverse action to give notice of.",
        (null, Decision.Refer) =>
            $"Decision {decision.Id} referred the application to a person, who has not decided yet: POST /v1/decisions/{decision.Id}/review records it.",
        _ => null,
    };

    private static DeclinedApplication Describe(RecordedDecision decision, RecordedReview? review, DecidedBy by, NoticeRequest said)
    {
        PrincipalReason[] reasons = decision.Decision == Decision.Decline
            ? [.. decision.Reasons.Select(by.Scorecard.Tell).Select(reason => new PrincipalReason(reason.Text, reason.Feature))]
            : [.. review!.PrincipalReasons.Select(text => new PrincipalReason(text, null))];
        var score = by.Scorecard.Schema.Features.FirstOrDefault(feature => feature.BureauScore is not null);
        return new DeclinedApplication(
            decision.Application!.ApplicationId, decision.DecidedAt, decision.Bins, by.Basis, reasons,
            score is null ? null : RecordedInputs.Number(decision, by.Scorecard, score.Name), said.ScoreDate, said.KeyFactors);
    }

    private static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
