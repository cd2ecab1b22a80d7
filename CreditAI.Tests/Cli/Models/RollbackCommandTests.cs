using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Cli.Models;

public sealed class RollbackCommandTests(PostgresServer postgres)
{
    [Fact]
    public async Task Rollback_GoesBackAndForwardAgain_AndTheHistorySaysWhatWasChampionWhen()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());
        await cli.RunJsonAsync("publish", "--model", cli.Model, "--promote", "champion", "--override", "tests", "--by", "alice", "--reason", "the first");
        await cli.RunJsonAsync("publish", "--model", cli.Model, "--name", "other");
        await cli.RunJsonAsync("promote", "--override", "tests", "--version", "2", "--by", "bob", "--reason", "better");

        var back = await cli.RunJsonAsync("rollback", "--by", "carol", "--reason", "it declines everybody");
        var again = await cli.RunJsonAsync("rollback", "--by", "carol", "--reason", "it does not");
        var history = (await cli.RunJsonAsync("history"))["history"]!.AsArray();

        Assert.Equal((2, 1), ((int)back["promotion"]!["from"]!, (int)back["promotion"]!["to"]!));
        Assert.Equal((1, 2), ((int)again["promotion"]!["from"]!, (int)again["promotion"]!["to"]!));
        Assert.Equal(
            [(2, "carol", "it does not"), (1, "carol", "it declines everybody"), (2, "bob", "better"), (1, "alice", "the first")],
            history.Select(row => ((int)row!["version"]!, (string)row["by"]!, (string)row["reason"]!)));
        Assert.Null(history[0]!["until"]);
        Assert.All(Enumerable.Range(1, 3), index => Assert.Equal((string)history[index - 1]!["from"]!, (string)history[index]!["until"]!));
        Assert.Matches("2 +20.*Z +now +carol +it does not", (await cli.RunAsync("history")).Output);
    }

    [Fact]
    public async Task Rollback_NothingBefore_SaysSoAndMovesNothing()
    {
        using var cli = new ModelsCli(await postgres.CreateDatabaseAsync());
        Assert.Contains("no model version was champion yet", (await cli.RunAsync("history")).Output, StringComparison.Ordinal);
        await cli.RunJsonAsync("publish", "--model", cli.Model, "--promote", "champion", "--override", "tests", "--by", "alice", "--reason", "the first");

        var (code, output, error) = await cli.RunAsync("rollback", "--by", "carol", "--reason", "because");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("champion has pointed at no other version: there is nothing to go back to", error, StringComparison.Ordinal);
        Assert.Single((await cli.RunJsonAsync("history"))["history"]!.AsArray());
    }
}
