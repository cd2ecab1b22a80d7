using System.Globalization;
using System.Text;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Policies;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Policies;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Caching;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Paging;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreditAI.ScoringApi.Policies;

internal static class PolicyApi
{
    private const string ListName = "policy";
    private const int MostPerPage = 100;
    private const int LongestReason = 2000;
    private const int MaxLength = 128 * 1024;

    private const string Example = """
        {
          "reason": "Credit committee of 1 July: fewer referrals",
          "policy": {
            "cutOffs": { "approveAt": 600, "declineBelow": 560 }, "reasonMethod": "best", "canaryShare": 0.05,
            "fairness": {
              "demographicParity": { "warning": 0.05, "critical": 0.1 }, "equalizedOdds": { "warning": 0.05, "critical": 0.1 },
              "calibration": { "warning": 0.05, "critical": 0.1 }, "adverseImpactRatio": { "warning": 0.8, "critical": 0.8 },
              "minimumGroup": 30, "legalMeaning": "A finding calls for a review by counsel."
            },
            "retentionMonths": 25,
            "notice": {
              "creditorName": "Example Bank", "creditorAddress": "1 Main Street\nSpringfield, IL 62701",
              "agencyName": "Example Bureau", "agencyAddress": "PO Box 1, Springfield, IL 62701", "agencyPhone": "1-800-555-0100",
              "enforcementAgency": "Bureau of Consumer Financial Protection, 1700 G Street NW, Washington, DC 20006",
              "personReviewsDeclines": true
            }
          }
        }
        """;

    public static void AddPolicies(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PolicyHolder>();
        builder.Services.AddHostedService<PolicyLoader>();
    }

    public static void MapPolicyApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/policy").WithTags("Policy");

        group.MapGet("/", CurrentAsync).WithName("getPolicy").RequireScope(Scope.Read | Scope.Policy).WithContentTag()
            .WithSummary("Reads the current policy")
            .WithDescription("Its ETag is its version in quotes: send it as If-Match to put another.")
            .ProducesProblem(401).ProducesProblem(503);

        group.MapGet("/{version:int}", FindAsync).WithName("getPolicyVersion").RequireScope(Scope.Read | Scope.Policy).WithContentTag()
            .WithSummary("Reads a version of the policy; versions never change")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);

        group.MapGet("/versions", ListAsync).WithName("listPolicyVersions").RequireScope(Scope.Read | Scope.Policy)
            .WithSummary("Lists the versions of the policy, newest first: who put what, when and why")
            .WithDescription("limit: versions per page, 1 to 100, 50 unless said. cursor: the next of the page before.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(503);

        group.MapPut("/", PutAsync).WithName("putPolicy").RequireScope(Scope.Policy).Accepts<PolicyRequest>("application/json").WithExample(Example)
            .WithSummary("Puts another policy as the next version")
            .WithDescription("Requires If-Match with the ETag of the policy that it was made from: 428 without, 412 when another was put meanwhile.")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<Ok<PolicyResponse>> CurrentAsync(
        HttpResponse response, [FromServices] PolicyStore store, CancellationToken cancellationToken)
        => Tagged(response, await store.CurrentAsync(cancellationToken));

    private static async Task<Results<Ok<PolicyResponse>, ProblemHttpResult>> FindAsync(
        int version, HttpResponse response, [FromServices] PolicyStore store, CancellationToken cancellationToken)
        => await store.FindAsync(version, cancellationToken) is { } found
            ? Tagged(response, found)
            : TypedResults.Problem($"There is no policy version {version}.", statusCode: StatusCodes.Status404NotFound);

    private static Task<Results<Ok<PolicyPage>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, [FromServices] PolicyStore store, CancellationToken cancellationToken)
        => PageAnswer.OfAsync<int, PolicyVersion, PolicyPage>(
            ListName, (limit, cursor, MostPerPage), (below, most) => store.ListAsync(below, most, cancellationToken), policy => policy.Version,
            (entries, next) => new PolicyPage([.. entries.Select(PolicyResponse.From)], next));

    private static async Task<Results<Ok<PolicyResponse>, ProblemHttpResult>> PutAsync(
        HttpContext context, [FromServices] PolicyStore store, [FromServices] PolicyHolder holder, CancellationToken cancellationToken)
    {
        var follows = context.Request.GetTypedHeaders().IfMatch;
        if (follows is not { Count: > 0 } || follows.Any(tag => tag.Tag == "*"))
        {
            return TypedResults.Problem(
                "Send If-Match with the ETag of the policy that yours was made from, as GET /v1/policy gives it.",
                statusCode: StatusCodes.Status428PreconditionRequired);
        }

        var current = await store.CurrentAsync(cancellationToken);
        if (!follows.Any(tag => !tag.IsWeak && tag.Tag == Tag(current)))
        {
            return Changed(current.Version);
        }

        var (document, problem) = await JsonBody.ReadAsync(context.Request, MaxLength, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var errors = new FieldErrors();
            var fields = new RequestFields(document.RootElement, errors);
            fields.AreOf("reason", "policy");
            var reason = fields.RequiredText("reason", LongestReason);
            var policy = fields.Required("policy") is { } content ? Parse(content.GetRawText(), errors) : null;
            if (errors.Any)
            {
                return JsonBody.Refuse(errors);
            }

            if (await store.PutAsync(current.Version, policy!, reason!, context.GetCaller().Id, cancellationToken) is not { } put)
            {
                return Changed((await store.CurrentAsync(cancellationToken)).Version);
            }

            holder.Offer(put);
            return Tagged(context.Response, put);
        }
    }

    private static Policy? Parse(string json, FieldErrors errors)
    {
        try
        {
            return Policy.Parse(Encoding.UTF8.GetBytes(json));
        }
        catch (InvalidDocumentException exception)
        {
            foreach (var error in exception.Errors)
            {
                errors.Add($"policy{error.Path[1..]}", error.Message);
            }

            return null;
        }
    }

    private static ProblemHttpResult Changed(int current) => TypedResults.Problem(
        $"The current policy is version {current}, not the one in If-Match: read it, make your change to it, and put that.",
        statusCode: StatusCodes.Status412PreconditionFailed);

    private static Ok<PolicyResponse> Tagged(HttpResponse response, PolicyVersion policy)
    {
        response.Headers.ETag = Tag(policy);
        return TypedResults.Ok(PolicyResponse.From(policy));
    }

    private static string Tag(PolicyVersion policy) => string.Create(CultureInfo.InvariantCulture, $"\"{policy.Version}\"");
}
