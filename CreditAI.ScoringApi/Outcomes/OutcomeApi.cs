using System.Text.Json;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Outcomes;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Caching;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CreditAI.ScoringApi.Outcomes;

internal static class OutcomeApi
{
    public const string Lines = "application/x-ndjson";

    private const int MostInArray = 1000;
    private const int MaxLength = 1024 * 1024;

    private const string Example =
        """{"decisionId":"0197f3a0-0000-7000-8000-000000000000","outcome":"repaid","observedAt":"2026-07-01T12:00:00Z","source":"servicing"}""";

    private const string AnswerExample = """
        {
          "recorded": 1, "unchanged": 0, "refused": 1,
          "items": [
            { "index": 0, "decisionId": "0197f3a0-0000-7000-8000-000000000000", "status": 201, "result": "recorded" },
            { "index": 1, "decisionId": "0197f3a0-0000-7000-8000-000000000001", "status": 404, "result": "refused",
              "errors": { "decisionId": ["the ledger holds no decision 0197f3a0-0000-7000-8000-000000000001"] } }
          ]
        }
        """;

    public static void AddOutcomes(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<OutcomeRecorder>();

    public static void MapOutcomeApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Outcomes");

        group.MapPost("/outcomes", RecordAsync).WithName("recordOutcomes").RequireScope(Scope.Outcomes)
            .Accepts<OutcomeRequest>("application/json", Lines).WithExample(Example).WithExample(Example + "\n", Lines)
            .WithSummary("Records how credits turned out")
            .WithDescription(
                "One outcome, or an array of at most 1,000, as application/json, or any number of them, one a line, as application/x-ndjson. "
                + "Sending the same again changes nothing; another outcome of the same decision counts from then on, and the history stays. "
                + "One outcome: 201 when recorded, 200 when it counts already. An array: 200 with what became of each. "
                + "Lines: 200 with a line for each as it is recorded; a connection that ends early has recorded what it has answered.")
            .Produces<OutcomeResult>(201).Produces<OutcomeSummary>(200).WithAnswerExample(200, AnswerExample)
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

        group.MapGet("/decisions/{id:guid}/outcomes", HistoryAsync).WithName("listOutcomes").RequireScope(Scope.Read | Scope.Outcomes).WithContentTag()
            .WithSummary("Reads a decision's outcomes, newest first; the first one counts")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> RecordAsync(
        HttpContext context, [FromServices] OutcomeRecorder recorder, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        var by = context.GetCaller().Id;
        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType.Equals(Lines, StringComparison.OrdinalIgnoreCase))
        {
            Unbounded(context);
            await new OutcomeLines(recorder, time, context, by).RunAsync();
            return TypedResults.Empty;
        }

        var (document, problem) = await JsonBody.ReadAsync(context.Request, MaxLength, cancellationToken);
        using (document)
        {
            return document is null ? problem!
                : document.RootElement.ValueKind == JsonValueKind.Array
                    ? await RecordArrayAsync(document.RootElement, recorder, time.GetUtcNow(), by, cancellationToken)
                    : await RecordOneAsync(document.RootElement, recorder, time.GetUtcNow(), by, cancellationToken);
        }
    }

    private static async Task<IResult> RecordArrayAsync(
        JsonElement array, OutcomeRecorder recorder, DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        if (array.GetArrayLength() > MostInArray)
        {
            var errors = new FieldErrors();
            errors.Add("body", $"must have at most {MostInArray} outcomes, not {array.GetArrayLength()}; send more as {Lines}");
            return JsonBody.Refuse(errors);
        }

        OutcomeRow[] rows = [.. array.EnumerateArray().Select(item => OutcomeRow.Read(item, now))];
        return TypedResults.Ok(OutcomeSummary.Of(await recorder.RecordAsync(rows, 0, by, cancellationToken)));
    }

    private static async Task<IResult> RecordOneAsync(
        JsonElement element, OutcomeRecorder recorder, DateTimeOffset now, string by, CancellationToken cancellationToken)
    {
        var row = OutcomeRow.Read(element, now);
        if (row.Outcome is null)
        {
            return JsonBody.Refuse(row.Errors);
        }

        var result = (await recorder.RecordAsync([row], 0, by, cancellationToken))[0];
        return result.Status switch
        {
            StatusCodes.Status201Created => TypedResults.Created($"/v1/decisions/{row.DecisionId}/outcomes", result),
            StatusCodes.Status200OK => TypedResults.Ok(result),
            _ => TypedResults.Problem($"The ledger holds no decision {row.DecisionId}; nothing was recorded.", statusCode: result.Status),
        };
    }

    private static async Task<Results<Ok<OutcomeHistory>, ProblemHttpResult>> HistoryAsync(
        Guid id, [FromServices] OutcomeStore store, [FromServices] DecisionReader decisions, CancellationToken cancellationToken)
    {
        var found = await store.HistoryAsync(id, cancellationToken);
        return found.Count == 0 && (await decisions.ExistAsync([id], cancellationToken)).Count == 0
            ? TypedResults.Problem($"The ledger holds no decision {id}.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(new OutcomeHistory(
                id, found.Count > 0 ? found[0].Outcome.ToText() : null, [.. found.Select(OutcomeResponse.From)]));
    }

    private static void Unbounded(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }
}
