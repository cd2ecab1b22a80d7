using System.ComponentModel;
using System.Globalization;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Audit;

internal static class AuditApi
{
    private const int UsualPage = 50;
    private const int LargestPage = 500;
    private const string InstantForm = "must be a time, as in 2026-01-31T00:00:00Z";

    public static void MapAuditApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/audit").WithTags("Audit").RequireScope(Scope.Audit);

        group.MapGet("/", ListAsync).WithName("listAudit")
            .WithSummary("Lists administrative acts, newest first")
            .ProducesValidationProblem().ProducesProblem(503);
    }

    private static async Task<Results<Ok<AuditPage>, ValidationProblem>> ListAsync(
        [FromServices] AuditLog log,
        [Description("Only this action, such as model.promote.")] string? action,
        [Description("At this time or later, as in 2026-01-31T00:00:00Z.")] string? from,
        [Description("Before this time.")] string? to,
        [Description("Entries in a page, 1 to 500; 50 without it.")] string? limit,
        [Description("The next of the page before.")] string? cursor,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var query = new AuditQuery(
            Read<long>(cursor, "cursor", "is not one that a page gave as next", AuditCursor.TryParse, errors), string.IsNullOrEmpty(action) ? null : action,
            Read<DateTimeOffset>(from, "from", InstantForm, TryParseInstant, errors), Read<DateTimeOffset>(to, "to", InstantForm, TryParseInstant, errors));
        var size = Read<int>(limit, "limit", $"must be a whole number of 1 to {LargestPage}", TryParseLimit, errors) ?? UsualPage;
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        // One more than asked for tells whether there is a next page.
        var acts = await log.ListAsync(query, size + 1, cancellationToken);
        return TypedResults.Ok(new AuditPage(
            [.. acts.Take(size).Select(AuditEntryResponse.From)], acts.Count > size ? AuditCursor.After(acts[size - 1].Number) : null));
    }

    private delegate bool TryParse<T>(string text, out T value);

    private static T? Read<T>(string? text, string name, string fault, TryParse<T> tryParse, Dictionary<string, string[]> errors)
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (tryParse(text, out var value))
        {
            return value;
        }

        errors.Add(name, [fault]);
        return null;
    }

    private static bool TryParseLimit(string text, out int limit)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= LargestPage;

    private static bool TryParseInstant(string text, out DateTimeOffset instant)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
}
