using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CreditAI.Tests.Cli.Deploy;

/// <summary>What a deployment does where nobody disturbs it, what stops it before the switch, and what is told of it.</summary>
public sealed class DeployTests : DeployTest
{
    [Fact]
    public async Task Deploy_TwiceThenBack_FillsTheOtherSlotSwitchesAndReturnsWithinSeconds()
    {
        var (code, output, error) = await DeployAsync("v1");
        Assert.True(code == 0, output + error);
        Assert.Equal("blue", Cluster.Live);
        Assert.EndsWith("creditai/scoring-api:v1", Cluster.Image("scoring-api-blue"), StringComparison.Ordinal);

        await using var users = Users();
        (code, output, error) = await DeployAsync("v2");
        Assert.True(code == 0, output + error);
        Assert.Equal("green", Cluster.Live);
        Assert.Equal("scoring-api-blue", (string)Cluster.Find("Ingress", "scoring-api-canary")!["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!["service"]!["name"]!);
        Assert.EndsWith("creditai/scoring-api:v2", Cluster.Image("scoring-api-green"), StringComparison.Ordinal);
        Assert.EndsWith("creditai/scoring-api:v1", Cluster.Image("scoring-api-blue"), StringComparison.Ordinal);
        Assert.EndsWith("creditai/fairness-worker:v2", Cluster.Image("fairness-worker"), StringComparison.Ordinal);
        Assert.Equal(3, FakeCluster.Number(Cluster.Find("Deployment", "scoring-api-green")!["spec"]!["replicas"]));
        Assert.Equal(Steps.Select(step => step.Data), Cluster.Deployed!["steps"]!.AsArray().Select(step => (string)step!["name"]!));
        Assert.All(Cluster.Deployed!["steps"]!.AsArray(), step => Assert.True((bool)step!["passed"]!));
        Assert.True(output.Contains("ethnicity black 1.000, live 1.000 (n 100)", StringComparison.Ordinal), output);

        var recorded = Cluster.Slots["green"].Recorded.Single();
        Assert.Equal(("production", "v2", "succeeded", 14), (recorded.GetProperty("environment").GetString(), recorded.GetProperty("imageTag").GetString(), recorded.GetProperty("outcome").GetString(), recorded.GetProperty("steps").GetArrayLength()));

        (code, output, error) = await RunAsync("rollback");
        Assert.True(code == 0, output + error);
        Assert.InRange(double.Parse(Regex.Match(output, @"([\d.]+) s after the command").Groups[1].Value, CultureInfo.InvariantCulture), 0, 5);
        Assert.Equal("blue", Cluster.Live);
        Assert.Equal("rolledBack", (string)Cluster.Deployed!["phase"]!);
        Assert.Equal("rolledBack", Cluster.Slots["blue"].Recorded[^1].GetProperty("outcome").GetString());
        Assert.Contains("It was rolled back", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Empty(await users.FailuresAsync());
    }

    [Theory]
    [InlineData("--max-p95", "0")]
    [InlineData("--max-p95", "NaN")]
    [InlineData("--watch", "-1")]
    [InlineData("--timeout", "0")]
    public async Task Deploy_ABoundThatIsNone_IsRefusedByNameAndNothingChanges(string option, string value)
    {
        await Cluster.SeedAsync("v1");

        var (code, _, error) = await RunAsync("deploy", "--image-tag", "v2", option, value);

        Assert.Equal(2, code);
        Assert.Contains(option, error, StringComparison.Ordinal);
        Assert.Null(Cluster.Deployed);
    }

    [Theory]
    [InlineData("never ready", "ready", "ImagePullBackOff")]
    [InlineData("smoke fails", "smoke", "The model cannot be read.")]
    [InlineData("slow", "smoke", "p95")]
    [InlineData("unfair", "fairness", "ethnicity black 0.")]
    [InlineData("migration fails", "migration", "the Job")]
    [InlineData("no rights", "prerequisites", "may not delete jobs.batch")]
    [InlineData("refused by the server", "manifests", "violates PodSecurity")]
    [InlineData("critical finding", "findings", "1 critical findings")]
    [InlineData("no room", "capacity", "requests.cpu")]
    [InlineData("tests failed", "results", "1 failed")]
    [InlineData("scanner found", "results", "CVE-2026-0001")]
    public async Task Deploy_SomethingIsWrongBeforeTheSwitch_LeavesTheLiveSlotAsItWas(string what, string step, string says)
    {
        await Cluster.SeedAsync("v1");
        await using var users = Users();
        var before = Cluster.Find("Deployment", "scoring-api-blue")!.ToJsonString();
        var arguments = Break(what);

        var (code, output, error) = await DeployAsync("v2", arguments);

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains($"failed at {step}", output, StringComparison.Ordinal);
        Assert.Equal("blue", Cluster.Live);
        Assert.Equal(before, Cluster.Find("Deployment", "scoring-api-blue")!.ToJsonString());
        Assert.Equal(0, FakeCluster.Number(Cluster.Find("Deployment", "scoring-api-green")?["spec"]!["replicas"]));
        Assert.Equal(("failed", step), ((string)Cluster.Deployed!["phase"]!, (string)Cluster.Deployed!["step"]!));
        Assert.Contains($"It failed at {step}; blue has the traffic", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Empty(await users.FailuresAsync());
    }

    [Fact]
    public async Task Deploy_DespiteAFindingThatIsOpen_KeepsTheReasonOnRecord()
    {
        await Cluster.SeedAsync("v1");
        Break("critical finding");

        var (code, output, error) = await DeployAsync("v2", "--despite-findings", "it mends the reasons");

        Assert.True(code == 0, output + error);
        Assert.Contains("1 critical findings are open; deployed despite them: it mends the reasons", Cluster.Slots["green"].Recorded.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_NothingToGoBackTo_IsRefusedAndChangesNothing()
    {
        await Cluster.SeedAsync("v1");

        var (code, _, error) = await RunAsync("rollback");

        Assert.Equal(1, code);
        Assert.Contains("green has no pod that is ready", error, StringComparison.Ordinal);
        Assert.Equal("blue", Cluster.Live);
    }

    [Fact]
    public async Task Diff_ObjectChangedByHand_IsShownAndADeploymentIsNone()
    {
        await DeployAsync(null);
        await DeployAsync(null);
        var (code, output, error) = await RunAsync("diff");
        Assert.True(code == 0, output + error);

        Cluster.Find("NetworkPolicy", "deny-all")!["spec"]!["policyTypes"]!.AsArray().RemoveAt(1);

        (code, output, _) = await RunAsync("diff");
        Assert.Equal(3, code);
        Assert.Contains("NetworkPolicy/deny-all", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Service/scoring-api", output, StringComparison.Ordinal);
        Cluster.Find("Service", "scoring-api")!["spec"]!["ports"]![0]!["port"] = 80;
        Assert.Contains("Service/scoring-api", (await RunAsync("diff")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_ChangesNothingAndNeedsNoKey()
    {
        await DeployAsync("v1");
        CreditAi.Environment["CREDITAI_API_KEY"] = "";
        var before = Cluster.Deployed!.ToJsonString();

        var (code, output, error) = await RunAsync("deploy", "--image-tag", "v2", "--dry-run");

        Assert.True(code == 0, output + error);
        Assert.Contains("green would be filled", output, StringComparison.Ordinal);
        Assert.Equal(before, Cluster.Deployed!.ToJsonString());
        Assert.EndsWith(":v1", Cluster.Image("scoring-api-blue"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AsJson_SaysWhatScriptsWantToKnow()
    {
        await DeployAsync("v1");

        var status = JsonElement.Parse((await RunAsync("status", "--format", "json")).Output);

        Assert.Equal("blue", status.GetProperty("live").GetString());
        Assert.Equal("succeeded", status.GetProperty("deployment").GetProperty("phase").GetString());
        Assert.Equal(3, status.GetProperty("slots").GetProperty("blue").GetProperty("ready").GetInt32());
    }
}
