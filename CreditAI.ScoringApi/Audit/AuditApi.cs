using System.ComponentModel;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Paging;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Audit;

internal static class AuditApi
{
    private const int LargestPage = 500;

    public static void MapAuditApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/audit").WithTags("Audit").RequireScope(Scope.Audit);

        group.MapGet("/", ListAsync).WithName("listAudit")
            .WithSummary("Lists administrative acts, newest first")
            .ProducesValidationProblem().ProducesProblem(503);
    }

    private static async Task<Results<Ok<AuditPage>, ProblemHttpResult>> ListAsync(
        [FromServices] AuditLog log,
        [Description("Only this action, such as model.promote.")] string? action,
        [Description("At this time or later, as in 2026-01-31T00:00:00Z.")] string? from,
        [Description("Before this time.")] string? to,
        [Description("Entries in a page, 1 to 500; 50 without it.")] int? limit,
        [Description("The next of the page before.")] string? cursor,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest<long>.Read("audit", cursor, limit, LargestPage, errors);
        var query = new AuditQuery(
            page.Behind, string.IsNullOrEmpty(action) ? null : action, QueryTime.Read(from, "from", errors), QueryTime.Read(to, "to", errors));
        if (errors.Any)
        {
            return JsonBody.Refuse(errors);
        }

        var (acts, next) = page.Cut(await log.ListAsync(query, page.Asked, cancellationToken), act => act.Number);
        return TypedResults.Ok(new AuditPage([.. acts.Select(AuditEntryResponse.From)], next));
    }
}
