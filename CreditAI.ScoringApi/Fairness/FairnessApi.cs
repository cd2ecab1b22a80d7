using System.ComponentModel;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Monitoring.Windows;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Paging;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Fairness;

internal static class FairnessApi
{
    private const int LargestPage = 500;
    private const string Csv = "csv or json; without it, what Accept asks for, JSON usually.";
    private const string Model = "Model version; the champion without it.";
    private const string From = "Decided from the window on that this time lies in, as in 2026-01-31T00:00:00Z; seven days before the end without it.";
    private const string To = "And before the end of the window that this time lies in; now without it.";

    public static void AddFairness(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<FairnessReader>();

    public static void MapFairnessApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/fairness").WithTags("Fairness").RequireScope(Scope.Read);

        group.MapGet("/", CurrentAsync).WithName("getFairness")
            .WithSummary("Measures the fairness of a model version's decisions, and says what is found")
            .WithDescription("Every measure with its n and its 95 % interval; what is undefined is null, with the reason. Outcomes count as far as they are known by now.")
            .Produces<FairnessResponse>().WithTextAnswer(200, CsvAnswer.ContentType).ProducesValidationProblem().ProducesProblem(404).ProducesProblem(503);

        group.MapGet("/history", HistoryAsync).WithName("getFairnessHistory")
            .WithSummary("Measures the fairness of a model version's decisions window by window")
            .Produces<HistoryResponse>().WithTextAnswer(200, CsvAnswer.ContentType).ProducesValidationProblem().ProducesProblem(404).ProducesProblem(503);

        group.MapGet("/findings", FindingsAsync).WithName("listFindings")
            .WithSummary("Lists what was found, newest first")
            .WithDescription("A finding is a measure beyond the policy's threshold, of which there is evidence that holds however often one looks.")
            .Produces<FindingPage>().WithTextAnswer(200, CsvAnswer.ContentType).ProducesValidationProblem().ProducesProblem(503);

        group.MapGet("/findings/{id:guid}", FindingAsync).WithName("getFinding")
            .WithSummary("Reads a finding with its evidence")
            .Produces<FindingResponse>().ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> CurrentAsync(
        HttpRequest request, [FromServices] FairnessReader fairness, [FromServices] FindingStore findings,
        [Description(Model)] int? model, [Description(From)] string? from, [Description(To)] string? to, [Description(Csv)] string? format,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var isCsv = CsvAnswer.IsWanted(request, format, errors);
        var time = FairnessTime.Read(null, from, to, fairness.Now, errors);
        if (errors.Any)
        {
            return JsonBody.Refuse(errors);
        }

        if (await fairness.FindVersionAsync(model, cancellationToken) is not { } version)
        {
            return NoVersion(model);
        }

        var policy = await fairness.PolicyAsync(cancellationToken);
        var window = await fairness.WindowAsync(version, time, policy.Policy.Fairness, cancellationToken);
        if (isCsv)
        {
            return FairnessTable.Of(version.Version, [window]);
        }

        var open = await findings.ListAsync(new FindingQuery(IsOpen: true, version.Version), cancellationToken);
        return TypedResults.Ok(new FairnessResponse(version.Version, policy.Version, WindowResponse.Of(window), [.. open.Select(FindingResponse.From)]));
    }

    private static async Task<IResult> HistoryAsync(
        HttpRequest request, [FromServices] FairnessReader fairness,
        [Description(Model)] int? model, [Description("How long the windows are: 5m, hour, day or week; hour without it.")] string? grain,
        [Description(From)] string? from, [Description(To)] string? to, [Description(Csv)] string? format, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var isCsv = CsvAnswer.IsWanted(request, format, errors);
        var time = FairnessTime.Read(grain, from, to, fairness.Now, errors);
        if (errors.Any)
        {
            return JsonBody.Refuse(errors);
        }

        if (await fairness.FindVersionAsync(model, cancellationToken) is not { } version)
        {
            return NoVersion(model);
        }

        var policy = await fairness.PolicyAsync(cancellationToken);
        IReadOnlyList<WindowFairness> windows = await fairness.WindowsAsync(version, time, policy.Policy.Fairness, cancellationToken);
        return isCsv
            ? FairnessTable.Of(version.Version, windows)
            : TypedResults.Ok(new HistoryResponse(version.Version, time.Grain.ToText(), [.. windows.Select(WindowResponse.Of)]));
    }

    private static async Task<IResult> FindingsAsync(
        HttpRequest request, [FromServices] FindingStore findings,
        [Description("open or closed; both without it.")] string? state, [Description("Model version; all without it.")] int? model,
        [Description("Findings in a page, 1 to 500; 50 without it.")] int? limit, [Description("The next of the page before.")] string? cursor,
        [Description(Csv)] string? format, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var isCsv = CsvAnswer.IsWanted(request, format, errors);
        var page = PageRequest<Guid>.Read("findings", cursor, limit, LargestPage, errors);
        if (state is not (null or "" or "open" or "closed"))
        {
            errors.Add("state", "must be open or closed");
        }

        if (errors.Any)
        {
            return JsonBody.Refuse(errors);
        }

        bool? isOpen = string.IsNullOrEmpty(state) ? null : state == "open";
        var found = await findings.ListAsync(new FindingQuery(isOpen, model, page.Behind, page.Asked), cancellationToken);
        var (cut, next) = page.Cut([.. found.Select(FindingResponse.From)], finding => finding.Id);
        return isCsv ? FairnessTable.Of(cut) : TypedResults.Ok(new FindingPage(cut, next));
    }

    private static async Task<IResult> FindingAsync(Guid id, [FromServices] FindingStore findings, CancellationToken cancellationToken)
        => await findings.FindAsync(id, cancellationToken) is { } finding
            ? TypedResults.Ok(FindingResponse.From(finding))
            : TypedResults.Problem($"There is no finding {id}.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult NoVersion(int? model) => TypedResults.Problem(
        model is null ? "No model version decides yet." : $"There is no model version {model}.", statusCode: StatusCodes.Status404NotFound);
}
