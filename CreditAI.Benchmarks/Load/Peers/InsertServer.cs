using System.Text.Json;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Scorecards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditAI.Benchmarks.Load.Peers;

/// <summary>
/// The usual service: an application is deserialized, scored by the same scorecard, and inserted with a commit of its own before it is
/// answered. No key, no rate limit, no hash chain, no encryption, no index but the primary key.
/// </summary>
internal static class InsertServer
{
    /// <summary>The environment variable with the connection string.</summary>
    public const string Database = "CREDITAI_LOAD_DATABASE";

    private const string Table = """
        CREATE SCHEMA IF NOT EXISTS load;
        CREATE TABLE IF NOT EXISTS load.decision (
            id uuid PRIMARY KEY, application_id text NOT NULL, features jsonb NOT NULL, pd double precision NOT NULL, points double precision NOT NULL,
            decision text NOT NULL, reasons jsonb NOT NULL, decided_at timestamptz NOT NULL)
        """;

    public static async Task RunAsync(string address, CancellationToken cancellationToken)
    {
        var connectionString = Environment.GetEnvironmentVariable(Database) ?? throw new LoadException($"{Database} is not set; the load tool sets it.");
        // As many connections as requests come at once, and the statement prepared, as a careful owner would have it.
        await using var database = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=64;Minimum Pool Size=64;Max Auto Prepare=8");
        await using (var command = database.CreateCommand(Table))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(DecisionCard.Make());
        builder.Services.AddSingleton(TimeProvider.System);
        await using var app = builder.Build();
        app.MapGet("/", () => "ready");
        app.MapPost("/decisions", DecideAsync);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task<IResult> DecideAsync(
        InsertedApplication application, Scorecard card, NpgsqlDataSource database, TimeProvider time, CancellationToken cancellationToken)
    {
        var decision = InsertedDecision.Of(application, card, new CutOffs(DecisionCard.Approve, DecisionCard.Decline), time.GetUtcNow());
        await using var command = database.CreateCommand("""
            INSERT INTO load.decision (id, application_id, features, pd, points, decision, reasons, decided_at)
            VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7::jsonb, $8)
            """);
        command.Parameters.Add(new() { Value = decision.Id });
        command.Parameters.Add(new() { Value = decision.ApplicationId });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(application.Features) });
        command.Parameters.Add(new() { Value = decision.ProbabilityOfDefault });
        command.Parameters.Add(new() { Value = decision.Points });
        command.Parameters.Add(new() { Value = decision.Decision });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(decision.Reasons, JsonSerializerOptions.Web) });
        command.Parameters.Add(new() { Value = decision.DecidedAt.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return TypedResults.Created($"/decisions/{decision.Id}", decision);
    }
}
