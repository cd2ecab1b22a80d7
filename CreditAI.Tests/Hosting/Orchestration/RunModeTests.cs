using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace CreditAI.Tests.Hosting.Orchestration;

public sealed class RunModeTests
{
    private const string Here = ".";

    [Fact]
    public async Task Executable_RunsWithItsEnvironmentAndArguments_AndWhatItWritesIsInItsLog()
    {
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            var word = builder.AddParameter("word", "sesame");
            builder.AddExecutable("greeter", "/bin/sh", Here, "-c", "echo \"hello $1 $WORD\"; echo trouble >&2; exit 3", "sh", "you")
                .WithEnvironment("WORD", word);
        });

        var ended = await run.UntilStateAsync("greeter", KnownResourceStates.Finished);

        Assert.Equal(3, ended.Snapshot.ExitCode);
        Assert.NotNull(ended.Snapshot.StartTimeStamp);
        Assert.NotNull(ended.Snapshot.StopTimeStamp);
        Assert.Contains(ended.Snapshot.EnvironmentVariables, variable => variable is { Name: "WORD", Value: "sesame", IsFromSpec: true });
        Assert.False((await run.LineAsync(ended.ResourceId, "hello you sesame")).IsErrorMessage);
        Assert.True((await run.LineAsync(ended.ResourceId, "trouble")).IsErrorMessage);
    }

    [Fact]
    public async Task WaitForCompletion_StartsTheSecondOnlyAfterTheFirstEndedWell()
    {
        var marker = Path.Combine(Path.GetTempPath(), $"creditai-{Path.GetRandomFileName()}");
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            var first = builder.AddExecutable("first", "/bin/sh", Here, "-c", $"sleep 1; echo done > '{marker}'");
            builder.AddExecutable("second", "/bin/sh", Here, "-c", $"cat '{marker}' && rm '{marker}'").WaitForCompletion(first);
        });

        var ended = await run.UntilStateAsync("second", KnownResourceStates.Finished);

        Assert.Equal(0, ended.Snapshot.ExitCode);
        await run.LineAsync(ended.ResourceId, "done");
    }

    [Fact]
    public async Task WaitForCompletion_OfOneThatFails_SaysWhyTheSecondNeverStarted()
    {
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            var first = builder.AddExecutable("first", "/bin/sh", Here, "-c", "exit 4");
            builder.AddExecutable("second", "/bin/true", Here).WaitForCompletion(first);
        });

        var failed = await run.UntilStateAsync("second", KnownResourceStates.FailedToStart);

        var line = await run.LineAsync(failed.ResourceId, "did not start");
        Assert.Contains("first", line.Content, StringComparison.Ordinal);
        Assert.Contains("exit code 4", line.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executable_ThatEndsBadly_IsToldInTheTerminalWithWhatItWroteLast()
    {
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            builder.AddExecutable("well", "/bin/sh", Here, "-c", "echo fine >&2; exit 0");
            builder.AddExecutable("badly", "/bin/sh", Here, "-c", "for i in $(seq 100); do echo step $i; done; printf '\\033[31mno such\\033[39m table\\n' >&2; exit 3");
        });

        var error = await run.Log.ErrorAsync("badly", RunningApplication.Cancelled);

        Assert.Contains("exit code 3", error, StringComparison.Ordinal);
        Assert.Contains("no such table", error, StringComparison.Ordinal);
        Assert.Contains("step 100", error, StringComparison.Ordinal);
        Assert.DoesNotContain("step 7\n", error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Log.Errors, other => other.Contains("fine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Executable_ThatIsStopped_IsNoBadEnding()
    {
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            builder.AddExecutable("worker", "/bin/sh", Here, "-c", "trap 'exit 5' TERM; while :; do sleep 0.1; done");
            builder.AddExecutable("badly", "/bin/sh", Here, "-c", "sleep 3; exit 3");
        });
        var started = await run.UntilStateAsync("worker", KnownResourceStates.Running);

        await run.CommandAsync(started.ResourceId, KnownResourceCommands.StopCommand);
        await run.UntilAsync("worker", snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text));
        await run.Log.ErrorAsync("badly", RunningApplication.Cancelled);

        Assert.DoesNotContain(run.Log.Errors, error => error.Contains("worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Executable_ThatDoesNotExist_FailsToStartAndItsLogSaysWhy()
    {
        await using var run = await RunningApplication.StartAsync(builder => builder.AddExecutable("ghost", "/no/such/program", Here));

        var failed = await run.UntilStateAsync("ghost", KnownResourceStates.FailedToStart);

        await run.LineAsync(failed.ResourceId, "no such file or directory");
    }

    [Fact]
    public async Task ExplicitStart_WaitsForTheStartCommand()
    {
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            builder.AddExecutable("later", "/bin/sh", Here, "-c", "exec sleep 600").WithExplicitStart();
            builder.AddExecutable("now", "/bin/sh", Here, "-c", "exec sleep 600");
        });
        await run.UntilStateAsync("now", KnownResourceStates.Running);
        var later = await run.UntilStateAsync("later", KnownResourceStates.NotStarted);

        await run.CommandAsync(later.ResourceId, KnownResourceCommands.StartCommand);

        await run.UntilStateAsync("later", KnownResourceStates.Running);
    }

    [Fact]
    public async Task StopAndStart_EndTheProcessAndBringANewOne()
    {
        await using var run = await RunningApplication.StartAsync(builder => builder.AddExecutable("sleeper", "/bin/sh", Here, "-c", "exec sleep 600"));
        var first = await run.UntilStateAsync("sleeper", KnownResourceStates.Running);

        await run.CommandAsync(first.ResourceId, KnownResourceCommands.StopCommand);
        await run.UntilStateAsync("sleeper", KnownResourceStates.Finished);
        await run.CommandAsync(first.ResourceId, KnownResourceCommands.StartCommand);
        var second = await run.UntilStateAsync("sleeper", KnownResourceStates.Running);

        Assert.Equal(first.ResourceId, second.ResourceId);
        Assert.NotEqual(Pid(first), Pid(second));
        Assert.Null(second.Snapshot.ExitCode);
    }

    [Fact]
    public async Task Restart_KeepsTheAddress_AndTheNewProcessAnswersThere()
    {
        await using var run = await RunningApplication.StartAsync(builder => AddEcho(builder, "web"));
        var first = await run.Notifications.WaitForResourceHealthyAsync("web", RunningApplication.Cancelled);
        var address = run.App.GetEndpoint("web");
        Assert.Equal("pong", await run.App.CreateHttpClient("web").GetStringAsync("/", RunningApplication.Cancelled));

        await run.CommandAsync(first.ResourceId, KnownResourceCommands.RestartCommand);
        var second = await run.UntilAsync("web", snapshot => snapshot.State?.Text == KnownResourceStates.Running && Pid(snapshot) != Pid(first));
        await run.Notifications.WaitForResourceHealthyAsync("web", RunningApplication.Cancelled);

        Assert.Equal(address, run.App.GetEndpoint("web"));
        Assert.Equal("pong", await run.App.CreateHttpClient("web").GetStringAsync("/", RunningApplication.Cancelled));
        Assert.Equal(address.OriginalString.TrimEnd('/'), Assert.Single(second.Snapshot.Urls).Url);
    }

    [Fact]
    public async Task WaitFor_HoldsTheSecondUntilTheFirstIsHealthy()
    {
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            var web = AddEcho(builder, "web", delaySeconds: 2);
            builder.AddExecutable("client", "/bin/sh", Here, "-c", "echo asking $TARGET; exec sleep 600")
                .WithEnvironment("TARGET", web.GetEndpoint("http"))
                .WaitFor(web);
        });

        var waiting = await run.UntilStateAsync("client", KnownResourceStates.Waiting);
        Assert.False(run.Notifications.TryGetCurrentState(waiting.ResourceId, out var now) && now.Snapshot.State?.Text == KnownResourceStates.Running);
        var client = await run.UntilStateAsync("client", KnownResourceStates.Running);

        Assert.True(run.Notifications.TryGetCurrentState((await run.UntilStateAsync("web", KnownResourceStates.Running)).ResourceId, out var web));
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, web.Snapshot.HealthStatus);
        await run.LineAsync(client.ResourceId, $"asking {run.App.GetEndpoint("web").OriginalString.TrimEnd('/')}");
    }

    [Fact]
    public async Task Project_RunsAsBuilt_EachReplicaWithItsOwnIdentityAndArguments()
    {
        await using var run = await RunningApplication.StartAsync(builder =>
            builder.AddProject("cli", RepositoryFiles.Path("CreditAI.Cli", "CreditAI.Cli.csproj")).WithArgs("--help").WithReplicas(2));

        var first = await run.UntilStateAsync("cli", KnownResourceStates.Finished);
        var second = await run.Notifications.WaitForResourceAsync(
            "cli", change => change.ResourceId != first.ResourceId && change.Snapshot.State?.Text == KnownResourceStates.Finished, RunningApplication.Cancelled);

        Assert.Equal((0, 0), (first.Snapshot.ExitCode, second.Snapshot.ExitCode));
        Assert.StartsWith("cli-", first.ResourceId, StringComparison.Ordinal);
        await run.LineAsync(first.ResourceId, "creditai");
        await run.LineAsync(second.ResourceId, "creditai");
        Assert.Contains(first.Snapshot.Properties, property => property.Name == "project.path" && $"{property.Value}".EndsWith("CreditAI.Cli.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FixedPort_ThatIsTaken_EndsTheStartWithResourceAndPortNamed()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunningApplication.StartAsync(builder =>
        {
            builder.Configuration["DcpPublisher:RandomizePorts"] = "false";
            builder.AddExecutable("web", "/bin/true", Here).WithHttpEndpoint(port: port, env: "PORT");
        }));

        Assert.Contains("'web'", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{port}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FixedPort_IsTheOneClientsUse()
    {
        var port = Aspire.Hosting.Orchestration.LocalPort.Free();
        await using var run = await RunningApplication.StartAsync(builder =>
        {
            builder.Configuration["DcpPublisher:RandomizePorts"] = "false";
            AddEcho(builder, "web").WithEndpoint("http", endpoint => endpoint.Port = port);
        });

        await run.Notifications.WaitForResourceHealthyAsync("web", RunningApplication.Cancelled);

        Assert.Equal(port, run.App.GetEndpoint("web").Port);
    }

    [Fact]
    public async Task Container_WithoutAnEngine_IsShownUnhealthyAndEndsWithTheHost()
    {
        await using var run = await RunningApplication.StartAsync(builder => builder.AddContainer("box", "creditai-no-such-image").WithHttpEndpoint(targetPort: 80));

        var box = await run.UntilAsync("box", snapshot => snapshot.State?.Text is { } state && state != KnownResourceStates.Starting);

        Assert.SkipWhen(box.Snapshot.State?.Text == KnownResourceStates.Running, "A container engine runs here.");
        Assert.True(box.Snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy || box.Snapshot.State?.Text == KnownResourceStates.FailedToStart);
    }

    /// <summary>Node.js is there wherever the repository's packages were restored.</summary>
    private static IResourceBuilder<ExecutableResource> AddEcho(IDistributedApplicationBuilder builder, string name, int delaySeconds = 0)
        => builder.AddExecutable(name, "node", Here, "-e",
                $"setTimeout(() => require('http').createServer((_, answer) => answer.end('pong')).listen(process.env.PORT, 'localhost'), {delaySeconds * 1000})")
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck("/");

    private static object? Pid(ResourceEvent change) => Pid(change.Snapshot);

    private static object? Pid(CustomResourceSnapshot snapshot) => snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
}
