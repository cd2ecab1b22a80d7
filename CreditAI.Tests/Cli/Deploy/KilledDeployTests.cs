namespace CreditAI.Tests.Cli.Deploy;

/// <summary>A deployment whose command is gone.</summary>
public sealed class KilledDeployTests : DeployTest
{
    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Deploy_KilledAtAStep_IsResumedByTheSameCommandWhileTheLiveSlotAnswers(string step)
    {
        await Cluster.SeedAsync("v1");
        await using var users = Users();
        await DeployKilledAtAsync(step);
        var status = (await RunAsync("status")).Output;
        Assert.Contains($"It is under way at the step {step}", status, StringComparison.Ordinal);
        Assert.Contains("is under way", (await DeployAsync("v2")).Error, StringComparison.Ordinal); // Nobody knows yet that it is gone.
        Cluster.LetAMinutePass();
        Assert.Contains($"It was interrupted at the step {step}", (await RunAsync("status")).Output, StringComparison.Ordinal);

        var (code, output, error) = await DeployAsync("v2");

        Assert.True(code == 0, output + error);
        Assert.Contains("is resumed", output, StringComparison.Ordinal);
        Assert.Equal("green", Cluster.Live);
        Assert.EndsWith(":v2", Cluster.Image("fairness-worker"), StringComparison.Ordinal);
        Assert.Contains("It succeeded: green has the traffic", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Empty(await users.FailuresAsync());
    }

    [Fact]
    public async Task Rollback_OfADeploymentThatWasKilledWhileWatched_GivesTheTrafficBack()
    {
        await Cluster.SeedAsync("v1");
        await using var users = Users();
        await DeployKilledAtAsync("watch");
        Assert.Equal("green", Cluster.Live);

        Assert.Equal(0, (await RunAsync("rollback")).Code);

        Assert.Equal("blue", Cluster.Live);
        var (code, output, error) = await DeployAsync("v3");
        Assert.True(code == 0, output + error);
        Assert.Equal("green", Cluster.Live);
        Assert.Empty(await users.FailuresAsync());
    }
}
