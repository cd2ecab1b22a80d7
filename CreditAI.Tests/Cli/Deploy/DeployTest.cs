using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CreditAI.Tests.Cli.Deploy;

/// <summary>The commands as a shell runs them, against a cluster that keeps its state: what has the traffic answers at every moment.</summary>
public abstract class DeployTest : IAsyncLifetime
{
    private protected CreditAiProcess CreditAi { get; } = new();

    /// <summary>ms: more than a busy machine takes, so that only what shall be slow is found slow.</summary>
    private protected string MostP95 { get; set; } = "20000";

    private protected FakeCluster Cluster { get; private set; } = null!;

    public static TheoryData<string> Steps =>
        [.. new[] { "prerequisites", "manifests", "results", "findings", "capacity", "foundations", "migration", "slot", "ready", "smoke", "fairness", "switch", "watch", "workers" }];

    public async ValueTask InitializeAsync()
    {
        Cluster = await FakeCluster.StartAsync();
        CreditAi.Environment["KUBECTL"] = Cluster.Program;
        CreditAi.Environment["CREDITAI_API_KEY"] = FakeCluster.ApiKey;
        await File.WriteAllLinesAsync(CreditAi.PathOf("applications.ndjson"), Enumerable.Range(0, 200).Select(index =>
            $$$"""{"features":{"income":{{{40_000 + (index * 7919 % 30_000)}}},"postcode":"{{{(index % 2 == 0 ? "a" : "b")}}}"},"protected":{"ethnicity":"{{{(index % 2 == 0 ? "white" : "black")}}}"}}"""));
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        CreditAi.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<(int Code, string Output, string Error)> DeployAsync(string? tag, params string[] more)
        => RunAsync("deploy", [.. tag is null ? [] : new[] { "--image-tag", tag }, "--applications", "applications.ndjson", "--watch", "0.01", "--timeout", "0.05", "--max-p95", MostP95, .. more]);

    private protected Task<(int Code, string Output, string Error)> RunAsync(string command, params string[] more)
        => CreditAi.Run([command, "--environment", "production", "--manifests", RepositoryFiles.Path("deploy", "kubernetes"), .. more]);

    private protected async Task DeployKilledAtAsync(string step)
    {
        var reached = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        Cluster.Before = async command =>
        {
            // The state's writing says that the step begins; what follows it is not carried out. A step that asks nothing is caught at the next writing.
            if ((string?)Cluster.Deployed?["step"] == step && (string?)Cluster.Deployed["phase"] == "running")
            {
                reached.TrySetResult();
                await released.Task;
                throw new InvalidOperationException("error: nobody waits for this any more");
            }
        };
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "creditai"),
            ["deploy", "--environment", "production", "--manifests", RepositoryFiles.Path("deploy", "kubernetes"), "--image-tag", "v2", "--applications", CreditAi.PathOf("applications.ndjson"), "--watch", "0.01", "--max-p95", MostP95])
        {
            Environment = { ["KUBECTL"] = Cluster.Program, ["CREDITAI_API_KEY"] = FakeCluster.ApiKey },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Cluster.Before = _ => Task.CompletedTask;
        released.SetResult();
        await Task.Delay(300, TestContext.Current.CancellationToken); // What was on its way arrives, and is refused.
    }

    private protected string[] Break(string what)
    {
        switch (what)
        {
            case "never ready":
                Cluster.PodsWait = "ImagePullBackOff";
                break;
            case "smoke fails":
                Cluster.Slots["green"].FailsEvery = 10;
                break;
            case "slow":
                MostP95 = "500";
                Cluster.Slots["green"].Takes = TimeSpan.FromMilliseconds(600);
                break;
            case "unfair":
                Cluster.Slots["green"].Bias = 100;
                break;
            case "migration fails":
                Cluster.JobsFail = true;
                break;
            case "kubectl answers nonsense":
                Cluster.Garbles = "get pods";
                break;
            case "no rights":
                Cluster.Forbids = "delete jobs.batch";
                break;
            case "refused by the server":
                Cluster.Refuses = "Error from server (Forbidden): pods violates PodSecurity \"restricted:latest\"";
                break;
            case "critical finding":
                Cluster.Slots["blue"].CriticalFindings = 1;
                break;
            case "no room":
                Cluster.Find("ResourceQuota", "quota")!["status"] = new JsonObject
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
        var directory = Directory.CreateDirectory(CreditAi.PathOf("results"));
        File.WriteAllText(Path.Combine(directory.FullName, "tests.trx"), trx);
        File.WriteAllText(Path.Combine(directory.CreateSubdirectory("scans").FullName, "scan.sarif"), $$"""{"runs":[{"results":{{sarif}}}]}""");
        return ["--results", "results"];
    }

    private protected LiveTraffic Users() => new(Cluster);

    private protected static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 600, "it did not come about within a minute");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
