using System.Diagnostics;
using System.Net.Sockets;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Dcp.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Tests.Hosting.Dcp;

public sealed class DcpSessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Executable_RunsWithItsPortAndArguments_AndItsLinesArrive()
    {
        await using var dcp = await StartAsync();
        await dcp.Client.CreateAsync(Service("web"), Cancelled);
        await dcp.Client.CreateAsync(
            Executable("hello", ["-c", "echo port $PORT; echo trouble >&2; exit 3"], env: [new("PORT", "{{- portForServing \"web\" -}}")], produces: "web"),
            Cancelled);

        var ended = await UntilAsync(dcp, "hello", ExecutableState.Finished);

        Assert.Equal(3, ended.Status!.ExitCode);
        var port = Assert.Single(ended.Status.EffectiveEnv!, variable => variable.Name == "PORT").Value;
        Assert.Equal($"port {port}", Text(Assert.Single(await LinesAsync(dcp, "hello", "stdout"))));
        Assert.Equal("trouble", Text(Assert.Single(await LinesAsync(dcp, "hello", "stderr"))));
    }

    [Fact]
    public async Task Executable_ThatDoesNotExist_FailsToStartAndDcpSaysWhy()
    {
        await using var dcp = await StartAsync();
        await dcp.Client.CreateAsync(Executable("ghost", [], path: "/no/such/program"), Cancelled);

        await UntilAsync(dcp, "ghost", ExecutableState.FailedToStart);

        Assert.Contains(await LinesAsync(dcp, "ghost", "system"), line => line.Contains("no such file or directory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_KeepsItsPortWhileNothingServesIt()
    {
        await using var dcp = await StartAsync();
        await dcp.Client.CreateAsync(Service("web"), Cancelled);

        await foreach (var change in dcp.Client.WatchAsync<ServiceSpec, ServiceStatus>(Cancelled))
        {
            if (change.Object.Status?.EffectivePort is { } port)
            {
                using var client = new TcpClient();
                await client.ConnectAsync("localhost", port, Cancelled);
                return;
            }
        }
    }

    [Fact]
    public async Task Create_OfATakenName_IsRefusedWithDcpsReason()
    {
        await using var dcp = await StartAsync();
        await dcp.Client.CreateAsync(Service("web"), Cancelled);

        var refused = await Assert.ThrowsAsync<DcpApiException>(() => dcp.Client.CreateAsync(Service("web"), Cancelled));

        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("already exists", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_EndsTheProcessAndThenTheObject()
    {
        await using var dcp = await StartAsync();
        await dcp.Client.CreateAsync(Executable("sleeper", ["-c", "exec sleep 600"]), Cancelled);
        var running = await UntilAsync(dcp, "sleeper", ExecutableState.Running);

        await dcp.Client.DeleteAsync<ExecutableSpec>("sleeper", Cancelled);
        while (await dcp.Client.FindAsync<ExecutableSpec, ExecutableStatus>("sleeper", Cancelled) is not null)
        {
            await Task.Delay(20, Cancelled);
        }

        Assert.False(IsRunning(running.Status!.Pid!.Value));
    }

    [Fact]
    public async Task Dispose_LeavesNeitherProcessesNorFolder()
    {
        var dcp = await StartAsync();
        await dcp.Client.CreateAsync(Executable("sleeper", ["-c", "exec sleep 600"]), Cancelled);
        var running = await UntilAsync(dcp, "sleeper", ExecutableState.Running);

        await dcp.DisposeAsync();

        Assert.False(Directory.Exists(dcp.Folder));
        Assert.False(IsRunning(running.Status!.Pid!.Value));
        Assert.False(dcp.Lost.IsCompleted);
    }

    [Fact]
    public async Task Lost_SaysSo_WhenDcpDies()
    {
        await using var dcp = await StartAsync();
        foreach (var pid in DcpProcesses.Of(dcp.Folder))
        {
            Process.GetProcessById(pid).Kill();
        }

        await dcp.Lost.WaitAsync(TimeSpan.FromSeconds(15), Cancelled);
    }

    private static async Task<DcpSession> StartAsync()
        => await DcpSession.StartAsync(await RealBundle.GetAsync(), NullLogger.Instance, Cancelled);

    private static DcpObject<ServiceSpec, ServiceStatus> Service(string name)
        => new() { Metadata = new() { Name = name }, Spec = new() };

    private static DcpObject<ExecutableSpec, ExecutableStatus> Executable(
        string name, IReadOnlyList<string> args, string path = "/bin/sh", IReadOnlyList<EnvVar>? env = null, string? produces = null)
        => new()
        {
            Metadata = new()
            {
                Name = name,
                Annotations = produces is null ? null : new() { [DcpAnnotations.ServiceProducer] = $$"""[{"serviceName":"{{produces}}","address":"localhost"}]""" },
            },
            Spec = new() { ExecutablePath = path, Args = args, Env = env },
        };

    private static async Task<DcpObject<ExecutableSpec, ExecutableStatus>> UntilAsync(DcpSession dcp, string name, string state)
    {
        await foreach (var change in dcp.Client.WatchAsync<ExecutableSpec, ExecutableStatus>(Cancelled))
        {
            if (change.Object.Metadata.Name == name && change.Object.Status?.State == state)
            {
                return change.Object;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    private static async Task<List<string>> LinesAsync(DcpSession dcp, string name, string source)
    {
        var lines = new List<string>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        enough.CancelAfter(TimeSpan.FromSeconds(10));
        await foreach (var line in dcp.Client.LogsAsync<ExecutableSpec>(name, source, enough.Token))
        {
            lines.Add(line);
        }

        return lines;
    }

    private static string Text(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
