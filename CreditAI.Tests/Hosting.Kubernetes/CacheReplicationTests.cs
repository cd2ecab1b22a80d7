using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using CreditAI.Backups.Drills;
using CreditAI.Tests.Servers;
using StackExchange.Redis;

namespace CreditAI.Tests.Hosting.Kubernetes;

/// <summary>The scripts that start the published cache's servers and sentinels, run as they are committed on real ones: three addresses of loopback stand for three pods.</summary>
public sealed class CacheReplicationTests : IAsyncLifetime
{
    private const string Password = "test-only-password";

    private readonly TemporaryOutput _output = new();
    private readonly string _net = $"127.{64 + (Environment.ProcessId % 63)}.{1 + (Environment.ProcessId / 63 % 254)}";
    private readonly List<Process> _processes = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.EndAsync();
            process.Dispose();
        }

        _output.Dispose();
    }

    [Fact]
    public async Task Sentinels_WhenThePrimaryIsKilled_MakeAnotherAndTheClientGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "all of 127.0.0.0/8 is loopback on Linux alone");
        Programs.Require("redis-server", "redis-cli");
        for (var pod = 0; pod < 3; pod++)
        {
            StartServer(pod);
            StartSentinel(pod);
        }

        // The connection string as it is published.
        using var client = await UntilAsync(() => ConnectionMultiplexer.ConnectAsync($"{Pod(0)}:6379,{Pod(1)}:6379,{Pod(2)}:6379,password={Password},configCheckSeconds=10"));
        var counts = client.GetDatabase();
        // The client is connected once one of the three answers, and that may be a replica while the primary still starts.
        await UntilAsync(() => counts.StringSetAsync("counted", 41));
        await UntilAsync(async () => Assert.Equal(2, (int)await counts.ExecuteAsync("WAIT", 2, 1000)));
        await UntilAsync(async () => Assert.True(await KnowsAllAsync(1) && await KnowsAllAsync(2)));

        await _processes[0].EndAsync();

        await UntilAsync(async () => Assert.True(await counts.StringIncrementAsync("counted") >= 42));

        // The pod that comes back finds out that it is no longer the primary.
        StartServer(0);
        using var returned = await UntilAsync(() => ConnectionMultiplexer.ConnectAsync($"{Pod(0)}:6379,password={Password}"));
        await UntilAsync(async () => Assert.Equal("slave", ((RedisResult[])(await returned.GetDatabase().ExecuteAsync("ROLE"))!)[0].ToString()));
    }

    // Over the protocol itself: the library refuses a sentinel's commands.
    private async Task<bool> KnowsAllAsync(int pod)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(Pod(pod), 26379, TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\nINFO sentinel\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("master0:", StringComparison.Ordinal))
            {
                return line.EndsWith("slaves=2,sentinels=3", StringComparison.Ordinal);
            }
        }

        return false;
    }

    private string Pod(int pod) => $"{_net}.{pod + 1}";

    private void StartServer(int pod) => Start("run-server.sh", pod);

    private void StartSentinel(int pod) => Start("run-sentinel.sh", pod);

    private void Start(string script, int pod)
    {
        var data = Directory.CreateDirectory(Path.Combine(_output.Path, $"{pod}")).FullName;
        var start = new ProcessStartInfo("sh", [Path.Combine(PublishedFiles.Root, "base", "cache", script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("REDISCLI_AUTH", Password), ("SELF", Pod(pod)), ("FIRST", Pod(0)), ("SENTINELS", Pod(1)), ("DATA", data), ("TMPDIR", data), ("BIND", Pod(pod)) })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> attempt)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception exception) when (tries < 120 && exception is (RedisException or TimeoutException or SocketException or Xunit.Sdk.XunitException))
            {
                await Task.Delay(500, TestContext.Current.CancellationToken);
            }
        }
    }

    private static Task<bool> UntilAsync(Func<Task> attempt) => UntilAsync(async () =>
    {
        await attempt();
        return true;
    });
}
