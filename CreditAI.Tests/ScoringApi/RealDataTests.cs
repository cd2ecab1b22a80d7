using System.Net;
using System.Text.Json.Nodes;
using CreditAI.ScoringApi.Champions;
using CreditAI.Tests.Cli;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.ScoringApi;

/// <summary>Public data from the file to the ledger: trained, published, promoted and decided as a lender would.</summary>
public sealed class RealDataTests(PostgresServer postgres) : IDisposable
{
    private const int RowsOfEachDecision = 8;

    private readonly CreditAiProcess _creditai = new();

    [Theory]
    [InlineData("german_credit", "german_credit")]
    [InlineData("hmda_boston", "hmda_boston_1990")]
    [InlineData("taiwan_default", "taiwan_default")]
    [InlineData("hmeq", "hmeq")]
    [InlineData("german_credit", "german_credit", "--trainer", "boosted", "--rounds", "60", "--bags", "2")]
    [InlineData("hmeq", "hmeq", "--trainer", "boosted", "--rounds", "60", "--bags", "2")]
    public async Task Post_RowsOfAPublicDataSet_IsWhatTheCommandLineGivesWithReasonsOfTheSchema(string schema, string file, params string[] trainer)
    {
        var data = new PublicDataset(schema, file);
        var database = await postgres.CreateDatabaseAsync();
        var storage = $"Directory={_creditai.PathOf("objects")}";
        (_creditai.Environment["ConnectionStrings__creditai"], _creditai.Environment["ConnectionStrings__storage"]) = (database, storage);

        await RunAsync(["train", "--data", data.Data, "--schema", data.Schema, "--split", "index%10<7", "--out", "m.json", .. trainer]);
        Assert.Equal(trainer.Length > 0, JsonNode.Parse(await File.ReadAllBytesAsync(_creditai.PathOf("m.json"), TestContext.Current.CancellationToken))!["pairs"] is JsonArray);
        await RunAsync("models", "publish", "--model", "m.json", "--approve-rate", "0.7", "--refer-rate", "0.1", "--promote", "champion", "--override", "tests");
        var scored = (await RunAsync("score", "--model", "m.json", "--data", data.Data, "--approve-rate", "0.7", "--refer-rate", "0.1"))["rows"]!.AsArray();
        await using var api = await ScoringApiHost.StartAsync(database, withChampion: false, new() { ["ConnectionStrings:storage"] = storage });
        await ScoringApiHost.UntilAsync(() => api.Services.GetRequiredService<ChampionHolder>().Current is not null);

        var chosen = scored.Where(row => (int)row!["row"]! % 10 >= 7).GroupBy(row => (string)row!["decision"]!).ToArray();
        Assert.Equal(["approve", "decline", "refer"], chosen.Select(rows => rows.Key).Order(StringComparer.Ordinal));
        foreach (var row in chosen.SelectMany(rows => rows.Take(RowsOfEachDecision)))
        {
            await DecideAsync(api, data, row!);
        }
    }

    public void Dispose() => _creditai.Dispose();

    private static async Task DecideAsync(ScoringApiHost api, PublicDataset data, JsonNode scored)
    {
        var row = (int)scored["row"]!;
        var response = await api.DecideAsync(data.Application(row).ToJsonString());
        var decision = await ScoringApiHost.ReadAsync(response);

        Assert.True(response.StatusCode == HttpStatusCode.Created, $"row {row}: {decision}");
        Assert.Equal(
            ((string)scored["decision"]!, (double)scored["points"]!, (double)scored["probability_of_default"]!),
            ((string)decision["decision"]!, (double)decision["points"]!, (double)decision["probabilityOfDefault"]!));
        Assert.Equal(ReasonsOf(scored, "points_lost"), ReasonsOf(decision, "pointsLost"));
        CheckReasons(data, row, decision);
        var read = await ScoringApiHost.ReadAsync(await api.Client.GetAsync(response.Headers.Location));
        Assert.True((bool)read["explanation"]!["matchesRecord"]!);
        read.Remove("explanation");
        Assert.True(JsonNode.DeepEquals(decision, read), $"{decision}\n{read}");
    }

    private static void CheckReasons(PublicDataset data, int row, JsonObject decision)
    {
        var reasons = ReasonsOf(decision, "pointsLost");
        Assert.InRange(reasons.Length, (string)decision["decision"]! == "decline" ? 1 : 0, 4);
        Assert.Equal(reasons.Length, reasons.DistinctBy(reason => reason.Feature).Count());
        Assert.Equal(reasons.OrderByDescending(reason => reason.Lost), reasons);
        Assert.All(reasons, reason => Assert.True(reason.Lost > 0, $"row {row}: {reason}"));
        Assert.All(reasons, reason => Assert.Equal(data.ReasonText(row, reason.Feature), reason.Text));
    }

    private static (string Feature, string Text, double Lost, string Value)[] ReasonsOf(JsonNode decision, string lost) =>
    [
        .. decision["reasons"]!.AsArray().Select(reason =>
            ((string)reason!["feature"]!, (string)reason["text"]!, (double)reason[lost]!, (string)reason["value"]!)),
    ];

    private async Task<JsonNode> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await _creditai.Run([.. arguments, "--format", "json"]);
        Assert.True(code == 0, error);
        return JsonNode.Parse(output)!;
    }
}
