using System.ComponentModel;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Subjects;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Paging;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Subjects;

/// <summary>An applicant's rights: a copy of what is kept (GDPR article 15), and its erasure (article 17).</summary>
internal static class SubjectApi
{
    private const int LongestReason = 500;
    private const int LargestPage = 200;

    public static void MapSubjectApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/subjects").WithTags("Subjects").RequireScope(Scope.Subjects);

        group.MapGet("/{id}", ExportAsync).WithName("exportSubject")
            .WithSummary("Exports what the ledger holds on an applicant, newest decision first")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(503);

        group.MapDelete("/{id}", EraseAsync).WithName("eraseSubject")
            .WithSummary("Erases an applicant's personal data")
            .WithDescription(
                "Destroys the keys of the applicant's decisions, and what leads to them. The decisions stay as nobody's, the chain holds, and the answer is the "
                + "proof. It cannot be undone. Whether a law keeps the data longer (12 CFR 1002.12: 25 months) is for the caller to know.")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Ok<SubjectExport>, ProblemHttpResult>> ExportAsync(
        [Description("The applicantId; of decisions sent without one, the applicationId.")] string id,
        string? cursor, int? limit, [FromServices] SubjectServices services, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest<Guid>.Read("subject", cursor, limit, LargestPage, errors);
        if (errors.Any)
        {
            return TypedResults.Problem(new HttpValidationProblemDetails(errors.ByField) { Status = StatusCodes.Status400BadRequest });
        }

        var export = await services.ExportAsync(id, page, cancellationToken);
        return export is { Decisions.Count: 0, Erasures.Count: 0 } ? Nothing() : TypedResults.Ok(export);
    }

    private static async Task<Results<Ok<Erasure>, ProblemHttpResult>> EraseAsync(
        string id, [Description("Why, for the proof.")] string? reason, HttpContext context, [FromServices] SubjectStore subjects, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            return TypedResults.Problem(new HttpValidationProblemDetails(new Dictionary<string, string[]>
            {
                ["reason"] = [$"is required as a query parameter, at most {LongestReason} characters: it stands in the proof"],
            })
            { Status = StatusCodes.Status400BadRequest });
        }

        return await subjects.EraseAsync(id, context.GetCaller().Id, reason, cancellationToken) is { } erasure ? TypedResults.Ok(erasure) : Nothing();
    }

    // The id is personal: it is not said back, since answers are logged more often than requests.
    private static ProblemHttpResult Nothing()
        => TypedResults.Problem("The ledger holds nothing on this applicant.", statusCode: StatusCodes.Status404NotFound);
}
