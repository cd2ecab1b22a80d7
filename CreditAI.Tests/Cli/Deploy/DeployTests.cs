using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CreditAI.Tests.Cli.Deploy;

/// <summary>The commands as a shell runs them, against a cluster that keeps its state: what has the traffic answers at every moment.</summary>
public sealed class DeployTests : IAsyncLifetime
{
    private readonly CreditAiProcess _creditai = new();
    private FakeCluster _cluster = null!;

    public static TheoryData<string> Steps =>
        [.. new[] { "prerequisites", "manifests", "results", "findings", "capacity", "foundations", "migration", "slot", "ready", "smoke", "fairness", "switch", "watch", "workers" }];

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _creditai.Environment["KUBECTL"] = _cluster.Program;
        _creditai.Environment["CREDITAI_API_KEY"] = FakeCluster.ApiKey;
        await File.WriteAllLinesAsync(_creditai.PathOf("applications.ndjson"), Enumerable.Range(0, 200).Select(index =>
            $$$"""{"features":{"income":{{{40_000 + (index * 7919 % 30_000)}}},"postcode":"{{{(index % 2 == 0 ? "a" : "b")}}}"},"protected":{"ethnicity":"{{{(index % 2 == 0 ? "white" : "black")}}}"}}"""));
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _creditai.Dispose();
    }

    [Fact]
    public async Task Deploy_TwiceThenBack_FillsTheOtherSlotSwitchesAndReturnsWithinSeconds()
    {
        var (code, output, error) = await DeployAsync("v1");
        Assert.True(code == 0, output + error);
        Assert.Equal("blue", _cluster.Live);
        Assert.EndsWith("creditai/scoring-api:v1", _cluster.Image("scoring-api-blue"), StringComparison.Ordinal);

        await using var users = Users();
        (code, output, error) = await DeployAsync("v2");
        Assert.True(code == 0, output + error);
        Assert.Equal("green", _cluster.Live);
        Assert.Equal("scoring-api-blue", (string)_cluster.Find("Ingress", "scoring-api-canary")!["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!["service"]!["name"]!);
        Assert.EndsWith("creditai/scoring-api:v2", _cluster.Image("scoring-api-green"), StringComparison.Ordinal);
        Assert.EndsWith("creditai/scoring-api:v1", _cluster.Image("scoring-api-blue"), StringComparison.Ordinal);
        Assert.EndsWith("creditai/fairness-worker:v2", _cluster.Image("fairness-worker"), StringComparison.Ordinal);
        Assert.Equal(3, FakeCluster.Number(_cluster.Find("Deployment", "scoring-api-green")!["spec"]!["replicas"]));
        Assert.Equal(Steps.Select(step => step.Data), _cluster.Deployed!["steps"]!.AsArray().Select(step => (string)step!["name"]!));
        Assert.All(_cluster.Deployed!["steps"]!.AsArray(), step => Assert.True((bool)step!["passed"]!));
        Assert.True(output.Contains("ethnicity black 1.000, live 1.000 (n 100)", StringComparison.Ordinal), output);

        var recorded = _cluster.Slots["green"].Recorded.Single();
        Assert.Equal(("production", "v2", "succeeded", 14), (recorded.GetProperty("environment").GetString(), recorded.GetProperty("imageTag").GetString(), recorded.GetProperty("outcome").GetString(), recorded.GetProperty("steps").GetArrayLength()));

        var began = TimeProvider.System.GetTimestamp();
        (code, output, error) = await RunAsync("rollback");
        Assert.True(code == 0, output + error);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5), output);
        Assert.Equal("blue", _cluster.Live);
        Assert.Equal("rolledBack", (string)_cluster.Deployed!["phase"]!);
        Assert.Equal("rolledBack", _cluster.Slots["blue"].Recorded[^1].GetProperty("outcome").GetString());
        Assert.Contains("It was rolled back", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Empty(await users.FailuresAsync());
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
        await _cluster.SeedAsync("v1");
        await using var users = Users();
        var before = _cluster.Find("Deployment", "scoring-api-blue")!.ToJsonString();
        var arguments = Break(what);

        var (code, output, error) = await DeployAsync("v2", arguments);

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains($"failed at {step}", output, StringComparison.Ordinal);
        Assert.Equal("blue", _cluster.Live);
        Assert.Equal(before, _cluster.Find("Deployment", "scoring-api-blue")!.ToJsonString());
        Assert.Equal(0, FakeCluster.Number(_cluster.Find("Deployment", "scoring-api-green")?["spec"]!["replicas"]));
        Assert.Equal(("failed", step), ((string)_cluster.Deployed!["phase"]!, (string)_cluster.Deployed!["step"]!));
        Assert.Contains($"It failed at {step}; blue has the traffic", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Empty(await users.FailuresAsync());
    }

    [Fact]
    public async Task Deploy_DespiteAFindingThatIsOpen_KeepsTheReasonOnRecord()
    {
        await _cluster.SeedAsync("v1");
        Break("critical finding");

        var (code, output, error) = await DeployAsync("v2", "--despite-findings", "it mends the reasons");

        Assert.True(code == 0, output + error);
        Assert.Contains("1 critical findings are open; deployed despite them: it mends the reasons", _cluster.Slots["green"].Recorded.Single().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smoke fails")]
    [InlineData("slow")]
    [InlineData("restarts")]
    [InlineData("users get errors")]
    [InlineData("kubectl answers nonsense")]
    public async Task Deploy_SomethingGoesWrongInTheWatch_GivesTheTrafficBack(string what)
    {
        await _cluster.SeedAsync("v1");
        await using var users = Users();
        _cluster.Before = command =>
        {
            if (command.StartsWith("apply", StringComparison.Ordinal) && command.Contains("creditai/stage=traffic", StringComparison.Ordinal))
            {
                Break(what);
                _cluster.Before = next =>
                {
                    _cluster.Restarts += what == "restarts" ? 1 : 0;
                    _cluster.Slots["green"].UsersAnswered += what == "users get errors" ? 98 : 0;
                    _cluster.Slots["green"].UsersFailed += what == "users get errors" ? 2 : 0;
                    return Task.CompletedTask;
                };
            }

            return Task.CompletedTask;
        };

        var (code, output, _) = await DeployAsync("v2");

        Assert.Equal(1, code);
        Assert.Contains("rolled back at watch: blue has the traffic again", output, StringComparison.Ordinal);
        Assert.Equal("blue", _cluster.Live);
        Assert.Equal("rolledBack", (string)_cluster.Deployed!["phase"]!);
        Assert.EndsWith("creditai/fairness-worker:v1", _cluster.Image("fairness-worker"), StringComparison.Ordinal);
        if (what is "restarts" or "users get errors" or "kubectl answers nonsense")
        {
            Assert.Empty(await users.FailuresAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Deploy_KilledAtAStep_IsResumedByTheSameCommandWhileTheLiveSlotAnswers(string step)
    {
        await _cluster.SeedAsync("v1");
        await using var users = Users();
        await DeployKilledAtAsync(step);
        var status = (await RunAsync("status")).Output;
        Assert.Contains($"It is under way at the step {step}", status, StringComparison.Ordinal);
        Assert.Contains("is under way", (await DeployAsync("v2")).Error, StringComparison.Ordinal); // Nobody knows yet that it is gone.
        _cluster.LetAMinutePass();
        Assert.Contains($"It was interrupted at the step {step}", (await RunAsync("status")).Output, StringComparison.Ordinal);

        var (code, output, error) = await DeployAsync("v2");

        Assert.True(code == 0, output + error);
        Assert.Contains("is resumed", output, StringComparison.Ordinal);
        Assert.Equal("green", _cluster.Live);
        Assert.EndsWith(":v2", _cluster.Image("fairness-worker"), StringComparison.Ordinal);
        Assert.Contains("It succeeded: green has the traffic", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Empty(await users.FailuresAsync());
    }

    [Fact]
    public async Task Rollback_OfADeploymentThatWasKilledWhileWatched_GivesTheTrafficBack()
    {
        await _cluster.SeedAsync("v1");
        await using var users = Users();
        await DeployKilledAtAsync("watch");
        Assert.Equal("green", _cluster.Live);

        Assert.Equal(0, (await RunAsync("rollback")).Code);

        Assert.Equal("blue", _cluster.Live);
        var (code, output, error) = await DeployAsync("v3");
        Assert.True(code == 0, output + error);
        Assert.Equal("green", _cluster.Live);
        Assert.Empty(await users.FailuresAsync());
    }

    [Fact]
    public async Task Rollback_WhileTheSlotIsWatched_StopsTheDeploymentThatWatches()
    {
        await _cluster.SeedAsync("v1");
        var watching = RunAsync("deploy", "--image-tag", "v2", "--applications", "applications.ndjson", "--watch", "1");
        await UntilAsync(() => _cluster.Live == "green");

        Assert.Equal(0, (await RunAsync("rollback")).Code);

        var (code, _, error) = await watching;
        Assert.Equal(1, code);
        Assert.Contains("another deployment or rollback", error, StringComparison.Ordinal);
        Assert.Equal("blue", _cluster.Live);
        Assert.Equal("rolledBack", (string)_cluster.Deployed!["phase"]!);
    }

    [Fact]
    public async Task Deploy_SwitchIsHalfDone_GivesTheTrafficBackAndLeavesNobodyWithoutPods()
    {
        await _cluster.SeedAsync("v1");
        await using var users = Users();
        _cluster.StopsAt = "Ingress";

        var (code, output, error) = await DeployAsync("v2");

        Assert.Equal(1, code);
        Assert.Contains("failed calling webhook", error, StringComparison.Ordinal);
        Assert.Contains("rolled back at switch: blue has the traffic again", output, StringComparison.Ordinal);
        Assert.Equal("blue", _cluster.Live);
        Assert.Empty(await users.FailuresAsync());
    }

    [Fact]
    public async Task Deploy_PodWhoseMetricsHangInTheWatch_IsJudgedByTheRest()
    {
        await _cluster.SeedAsync("v1");
        _cluster.Slots["green"].MetricsHang = true;

        var (code, output, error) = await DeployAsync("v2");

        Assert.True(code == 0, output + error);
        Assert.Contains("0 of 0 requests since the switch failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_TakenOverByAnotherWhileItWatches_LeavesTheTrafficToTheOther()
    {
        await _cluster.SeedAsync("v1");
        var watching = RunAsync("deploy", "--image-tag", "v2", "--applications", "applications.ndjson", "--watch", "1");
        await UntilAsync(() => _cluster.Live == "green");

        _cluster.TakeOver();

        var (code, _, error) = await watching;
        Assert.Equal(1, code);
        Assert.Contains("another deployment or rollback", error, StringComparison.Ordinal);
        Assert.Equal("green", _cluster.Live);
        Assert.Equal("running", (string)_cluster.Deployed!["phase"]!);
    }

    [Fact]
    public async Task Rollback_NothingToGoBackTo_IsRefusedAndChangesNothing()
    {
        await _cluster.SeedAsync("v1");

        var (code, _, error) = await RunAsync("rollback");

        Assert.Equal(1, code);
        Assert.Contains("green has no pod that is ready", error, StringComparison.Ordinal);
        Assert.Equal("blue", _cluster.Live);
    }

    [Fact]
    public async Task Diff_ObjectChangedByHand_IsShownAndADeploymentIsNone()
    {
        await DeployAsync(null);
        await DeployAsync(null);
        var (code, output, error) = await RunAsync("diff");
        Assert.True(code == 0, output + error);

        _cluster.Find("NetworkPolicy", "deny-all")!["spec"]!["policyTypes"]!.AsArray().RemoveAt(1);

        (code, output, _) = await RunAsync("diff");
        Assert.Equal(3, code);
        Assert.Contains("NetworkPolicy/deny-all", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Service/scoring-api", output, StringComparison.Ordinal);
        _cluster.Find("Service", "scoring-api")!["spec"]!["ports"]![0]!["port"] = 80;
        Assert.Contains("Service/scoring-api", (await RunAsync("diff")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_ChangesNothingAndNeedsNoKey()
    {
        await DeployAsync("v1");
        _creditai.Environment["CREDITAI_API_KEY"] = "";
        var before = _cluster.Deployed!.ToJsonString();

        var (code, output, error) = await RunAsync("deploy", "--image-tag", "v2", "--dry-run");

        Assert.True(code == 0, output + error);
        Assert.Contains("green would be filled", output, StringComparison.Ordinal);
        Assert.Equal(before, _cluster.Deployed!.ToJsonString());
        Assert.EndsWith(":v1", _cluster.Image("scoring-api-blue"), StringComparison.Ordinal);
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

    private Task<(int Code, string Output, string Error)> DeployAsync(string? tag, params string[] more)
        => RunAsync("deploy", [.. tag is null ? [] : new[] { "--image-tag", tag }, "--applications", "applications.ndjson", "--watch", "0.01", "--timeout", "0.05", .. more]);

    private Task<(int Code, string Output, string Error)> RunAsync(string command, params string[] more)
        => _creditai.Run([command, "--environment", "production", "--manifests", RepositoryFiles.Path("deploy", "kubernetes"), .. more]);

    private async Task DeployKilledAtAsync(string step)
    {
        var reached = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        _cluster.Before = async command =>
        {
            // The state's writing says that the step begins; what follows it is not carried out. A step that asks nothing is caught at the next writing.
            if ((string?)_cluster.Deployed?["step"] == step && (string?)_cluster.Deployed["phase"] == "running")
            {
                reached.TrySetResult();
                await released.Task;
                throw new InvalidOperationException("error: nobody waits for this any more");
            }
        };
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "creditai"),
            ["deploy", "--environment", "production", "--manifests", RepositoryFiles.Path("deploy", "kubernetes"), "--image-tag", "v2", "--applications", _creditai.PathOf("applications.ndjson"), "--watch", "0.01"])
        {
            Environment = { ["KUBECTL"] = _cluster.Program, ["CREDITAI_API_KEY"] = FakeCluster.ApiKey },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _cluster.Before = _ => Task.CompletedTask;
        released.SetResult();
        await Task.Delay(300, TestContext.Current.CancellationToken); // What was on its way arrives, and is refused.
    }

    private string[] Break(string what)
    {
        switch (what)
        {
            case "never ready":
                _cluster.PodsWait = "ImagePullBackOff";
                break;
            case "smoke fails":
                _cluster.Slots["green"].FailsEvery = 10;
                break;
            case "slow":
                _cluster.Slots["green"].Takes = TimeSpan.FromMilliseconds(600);
                break;
            case "unfair":
                _cluster.Slots["green"].Bias = 100;
                break;
            case "migration fails":
                _cluster.JobsFail = true;
                break;
            case "kubectl answers nonsense":
                _cluster.Garbles = "get pods";
                break;
            case "no rights":
                _cluster.Forbids = "delete jobs.batch";
                break;
            case "refused by the server":
                _cluster.Refuses = "Error from server (Forbidden): pods violates PodSecurity \"restricted:latest\"";
                break;
            case "critical finding":
                _cluster.Slots["blue"].CriticalFindings = 1;
                break;
            case "no room":
                _cluster.Find("ResourceQuota", "quota")!["status"] = new JsonObject
                {
                    ["hard"] = new JsonObject { ["requests.cpu"] = "10", ["requests.memory"] = "64Gi", ["pods"] = "100" },
                    ["used"] = new JsonObject { ["requests.cpu"] = "9500m", ["requests.memory"] = "8Gi", ["pods"] = "20" },
                };
                break;
            case "tests failed":
                return Results("""<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><ResultSummary><Counters total="2" passed="1" failed="1" /></ResultSummary></TestRun>""", "[]");
            case "scanner found":
                return Results("""<TestRun><ResultSummary><Counters total="2" passed="2" failed="0" /></ResultSummary></TestRun>""", """[{"ruleId":"CVE-2026-0001","level":"error"}]""");
        }

        return [];
    }

    private string[] Results(string trx, string sarif)
    {
        var directory = Directory.CreateDirectory(_creditai.PathOf("results"));
        File.WriteAllText(Path.Combine(directory.FullName, "tests.trx"), trx);
        File.WriteAllText(Path.Combine(directory.CreateSubdirectory("scans").FullName, "scan.sarif"), $$"""{"runs":[{"results":{{sarif}}}]}""");
        return ["--results", "results"];
    }

    private LiveTraffic Users() => new(_cluster);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 600, "it did not come about within a minute");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
