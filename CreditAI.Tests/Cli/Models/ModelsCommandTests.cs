using System.Net;
using System.Text.Json.Nodes;
using CreditAI.Tests.ScoringApi;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Cli.Models;

public sealed class ModelsCommandTests(PostgresServer postgres)
{
    [Fact]
    public async Task Publish_WithPromotion_IsListedAsChampionWithItsCutOffs()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());

        var published = await cli.RunJsonAsync("publish", "--model", cli.Model, "--approve-rate", "0.5", "--refer-rate", "0.25", "--promote", "champion", "--override", "tests", "--by", "alice");
        var list = await cli.RunJsonAsync("list");

        Assert.Equal((500.0, 450.0), ((double)published["published"]!["approve_at"]!, (double)published["published"]!["decline_below"]!));
        Assert.Equal(("champion", 1, "alice"), Promotion(published));
        var model = Assert.Single(list["models"]!.AsArray());
        Assert.Equal(("loans", "champion"), ((string)model!["name"]!, (string)model["aliases"]![0]!));
        Assert.Contains("champion", (await cli.RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_WithoutCutOffs_TakesTheUsualRatesOfTheTrainingRows()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());

        var published = await cli.RunJsonAsync("publish", "--model", cli.Model, "--name", "consumer");

        // Quantiles 400, 450, …, 600: 70 % lie at 460 or above, 75 % at 450 or above.
        Assert.Equal((460.0, 450.0), (Math.Round((double)published["published"]!["approve_at"]!, 9), Math.Round((double)published["published"]!["decline_below"]!, 9)));
        Assert.Equal("consumer", (string)published["published"]!["name"]!);
        Assert.Null(published["promotion"]);
    }

    [Fact]
    public async Task Publish_UnderAnotherReasonBasis_IsAnotherVersion()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());

        var best = await cli.RunJsonAsync("publish", "--model", cli.Model);
        var mean = await cli.RunJsonAsync("publish", "--model", cli.Model, "--reasons", "mean");
        var again = await cli.RunJsonAsync("publish", "--model", cli.Model, "--reasons", "mean");

        Assert.Equal((1, "best"), ((int)best["published"]!["version"]!, (string)best["published"]!["reason_basis"]!));
        Assert.Equal((2, "mean"), ((int)mean["published"]!["version"]!, (string)mean["published"]!["reason_basis"]!));
        Assert.Equal(2, (int)again["published"]!["version"]!);
    }

    [Fact]
    public async Task Publish_IfNoChampion_DoesNothingTheSecondTimeEvenWithoutTheFile()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());
        string[] first = ["publish", "--model", cli.Model, "--promote", "champion", "--override", "tests", "--if-no-champion"];

        Assert.Equal(("champion", 1, Environment.UserName), Promotion(await cli.RunJsonAsync(first)));
        File.Delete(cli.Model);
        var (code, output, _) = await cli.RunAsync([.. first, "--approve-at", "1"]);

        Assert.Equal(0, code);
        Assert.Contains("model version 1 (loans) is champion already", output, StringComparison.Ordinal);
        Assert.Single((await cli.RunJsonAsync("list"))["models"]!.AsArray());
    }

    [Fact]
    public async Task Promote_AnotherVersion_TellsFromWhereAndUnknownOnesAreRefused()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());
        await cli.RunJsonAsync("publish", "--model", cli.Model, "--approve-at", "530", "--promote", "champion", "--override", "tests");
        await cli.RunJsonAsync("publish", "--model", cli.Model, "--approve-at", "540", "--decline-below", "500");

        var promoted = await cli.RunJsonAsync("promote", "--override", "tests", "--version", "2", "--by", "bob", "--reason", "stricter");
        var again = await cli.RunJsonAsync("promote", "--override", "tests", "--version", "2", "--alias", "champion", "--by", "bob", "--reason", "stricter");
        var unknown = await cli.RunAsync("promote", "--version", "9", "--by", "bob", "--reason", "why not");
        var nobody = await cli.RunAsync("promote", "--version", "1", "--reason", "why not");

        Assert.Equal(("champion", 2, "bob"), Promotion(promoted));
        Assert.Equal(1, (int)promoted["promotion"]!["from"]!);
        Assert.Null(again["promotion"]);
        Assert.Equal(1, unknown.Code);
        Assert.Contains("no model version 9", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, nobody.Code);
        Assert.Contains("--by", nobody.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCommand_WithoutADatabase_SaysWhatToSet()
    {
        using var unset = new ModelsCli(database: null);
        using var away = new ModelsCli("Host=127.0.0.1;Port=1;Username=u;Password=hush-hush;Database=d");

        var (code, _, error) = await unset.RunAsync("list");
        var refused = await away.RunAsync("list");

        Assert.Equal(2, code);
        Assert.Contains("ConnectionStrings__creditai", error, StringComparison.Ordinal);
        Assert.Equal(1, refused.Code);
        Assert.Contains("127.0.0.1:1", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_NoScorecard_LeavesTheRegistryEmpty()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());
        await File.WriteAllTextAsync(cli.Model, """{"schema": 1}""");

        var broken = await cli.RunAsync("publish", "--model", cli.Model);
        var missing = await cli.RunAsync("publish", "--model", cli.Model + "x");

        Assert.Equal((3, 1), (broken.Code, missing.Code));
        Assert.Contains("model.json", broken.Error, StringComparison.Ordinal);
        Assert.Contains("model.jsonx", missing.Error, StringComparison.Ordinal);
        Assert.Contains("the registry is empty", (await cli.RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_WhileTheServiceRuns_MakesItReadyToDecide()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var api = await ScoringApiHost.StartAsync(database, withChampion: false);
        using var cli = new ModelsCli(database, api.ObjectDirectory);

        await cli.RunJsonAsync("publish", "--model", cli.Model, "--approve-at", "530", "--decline-below", "500", "--promote", "champion", "--override", "tests");
        await ScoringApiHost.UntilAsync(async () => (await api.Client.GetAsync("/health/ready")).IsSuccessStatusCode);

        var response = await api.DecideAsync(ScoringApiHost.GoodApplication);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("approve", (string)(await ScoringApiHost.ReadAsync(response))["decision"]!);
    }

    private static (string, int, string) Promotion(JsonNode output)
        => ((string)output["promotion"]!["alias"]!, (int)output["promotion"]!["to"]!, (string)output["promotion"]!["by"]!);
}
