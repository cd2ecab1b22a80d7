namespace CreditAI.Tests.Cli.Deploy;

/// <summary>What goes wrong at the switch and behind it.</summary>
public sealed class WatchTests : DeployTest
{
    [Theory]
    [InlineData("smoke fails")]
    [InlineData("slow")]
    [InlineData("restarts")]
    [InlineData("users get errors")]
    [InlineData("kubectl answers nonsense")]
    public async Task Deploy_SomethingGoesWrongInTheWatch_GivesTheTrafficBack(string what)
    {
        await Cluster.SeedAsync("v1");
        await using var users = Users();
        MostP95 = what == "slow" ? "500" : MostP95;
        Cluster.Before = command =>
        {
            if (command.StartsWith("apply", StringComparison.Ordinal) && command.Contains("creditai/stage=traffic", StringComparison.Ordinal))
            {
                Break(what);
                Cluster.Before = next =>
                {
                    Cluster.Restarts += what == "restarts" ? 1 : 0;
                    Cluster.Slots["green"].UsersAnswered += what == "users get errors" ? 98 : 0;
                    Cluster.Slots["green"].UsersFailed += what == "users get errors" ? 2 : 0;
                    return Task.CompletedTask;
                };
            }

            return Task.CompletedTask;
        };

        var (code, output, _) = await DeployAsync("v2");

        Assert.Equal(1, code);
        Assert.Contains("rolled back at watch: blue has the traffic again", output, StringComparison.Ordinal);
        Assert.Equal("blue", Cluster.Live);
        Assert.Equal("rolledBack", (string)Cluster.Deployed!["phase"]!);
        Assert.EndsWith("creditai/fairness-worker:v1", Cluster.Image("fairness-worker"), StringComparison.Ordinal);
        if (what is "restarts" or "users get errors" or "kubectl answers nonsense")
        {
            Assert.Empty(await users.FailuresAsync());
        }
    }

    [Fact]
    public async Task Rollback_WhileTheSlotIsWatched_StopsTheDeploymentThatWatches()
    {
        await Cluster.SeedAsync("v1");
        var watching = RunAsync("deploy", "--image-tag", "v2", "--applications", "applications.ndjson", "--watch", "1", "--max-p95", MostP95);
        await UntilAsync(() => Cluster.Live == "green");

        Assert.Equal(0, (await RunAsync("rollback")).Code);

        var (code, _, error) = await watching;
        Assert.Equal(1, code);
        Assert.Contains("another deployment or rollback", error, StringComparison.Ordinal);
        Assert.Equal("blue", Cluster.Live);
        Assert.Equal("rolledBack", (string)Cluster.Deployed!["phase"]!);
    }

    [Fact]
    public async Task Deploy_SwitchIsHalfDone_GivesTheTrafficBackAndLeavesNobodyWithoutPods()
    {
        await Cluster.SeedAsync("v1");
        await using var users = Users();
        Cluster.StopsAt = "Ingress";

        var (code, output, error) = await DeployAsync("v2");

        Assert.Equal(1, code);
        Assert.Contains("failed calling webhook", error, StringComparison.Ordinal);
        Assert.Contains("rolled back at switch: blue has the traffic again", output, StringComparison.Ordinal);
        Assert.Equal("blue", Cluster.Live);
        Assert.Empty(await users.FailuresAsync());
    }

    [Fact]
    public async Task Deploy_PodWhoseMetricsHangInTheWatch_IsJudgedByTheRest()
    {
        await Cluster.SeedAsync("v1");
        Cluster.Slots["green"].MetricsHang = true;

        var (code, output, error) = await DeployAsync("v2");

        Assert.True(code == 0, output + error);
        Assert.Contains("0 of 0 requests since the switch failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_TakenOverByAnotherWhileItWatches_LeavesTheTrafficToTheOther()
    {
        await Cluster.SeedAsync("v1");
        var watching = RunAsync("deploy", "--image-tag", "v2", "--applications", "applications.ndjson", "--watch", "1", "--max-p95", MostP95);
        await UntilAsync(() => Cluster.Live == "green");

        Cluster.TakeOver();

        var (code, _, error) = await watching;
        Assert.Equal(1, code);
        Assert.Contains("another deployment or rollback", error, StringComparison.Ordinal);
        Assert.Equal("green", Cluster.Live);
        Assert.Equal("running", (string)Cluster.Deployed!["phase"]!);
    }
}
