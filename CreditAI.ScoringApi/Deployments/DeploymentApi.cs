using System.Text.Json;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Audit;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.OpenApi;
using CreditAI.ScoringApi.Requests;
using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CreditAI.ScoringApi.Deployments;

/// <summary>A deployment of the service itself is an administrative act: how it ended stands in the audit log.</summary>
internal static class DeploymentApi
{
    private const int MaxLength = 32 * 1024;
    private const int LongestName = 100;

    private const string Example = """
        {
          "id": "20270131T120000Z", "environment": "production", "imageTag": "1.4.0", "by": "ops@build", "from": "blue", "to": "green", "outcome": "succeeded",
          "steps": [{ "name": "switch", "passed": true, "seconds": 0.1, "detail": "scoring-api answers from green, no more from blue" }]
        }
        """;

    public static void MapDeploymentApi(this IEndpointRouteBuilder routes)
        => routes.MapPost("/v1/deployments", RecordAsync).WithName("recordDeployment").WithTags("Audit").RequireScope(Scope.Models)
            .Accepts<DeploymentRequest>("application/json").WithExample(Example)
            .WithSummary("Records in the audit log how a deployment ended, step by step")
            .ProducesValidationProblem().ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

    private static async Task<Results<Created, ProblemHttpResult>> RecordAsync(HttpContext context, [FromServices] NpgsqlDataSource database, [FromServices] AuditLog log, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadAsync(context.Request, MaxLength, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var errors = new FieldErrors();
            var fields = new RequestFields(document.RootElement, errors);
            if (!fields.AreOf("id", "environment", "imageTag", "by", "from", "to", "outcome", "steps"))
            {
                return JsonBody.Refuse(errors);
            }

            var (id, environment, outcome) = (fields.RequiredText("id", LongestName), fields.RequiredText("environment", LongestName), fields.RequiredWord("outcome", "succeeded", "failed", "rolledBack"));
            fields.RequiredText("by", LongestName);
            fields.RequiredText("to", LongestName);
            if (fields.Required("steps") is { ValueKind: not JsonValueKind.Array })
            {
                errors.Add("steps", "must be an array");
            }

            if (errors.Any)
            {
                return JsonBody.Refuse(errors);
            }

            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await log.AppendAsync(connection, null, new AuditEntry(context.GetCaller().Id, $"deployment.{Verb(outcome!)}", $"{environment} {id}", document.RootElement), cancellationToken);
            return TypedResults.Created($"/v1/audit?action=deployment.{Verb(outcome!)}");
        }
    }

    private static string Verb(string outcome) => outcome switch
    {
        "succeeded" => "succeed",
        "failed" => "fail",
        _ => "roll-back",
    };
}
