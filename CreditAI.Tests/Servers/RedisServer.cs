using System.Diagnostics;
using CreditAI.AppHost.Parts.Cache;
using CreditAI.Backups.Drills;

namespace CreditAI.Tests.Servers;

/// <summary>A redis-server of the test's own, keeping nothing on disk; the test is skipped where there is none.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public string ConnectionString => $"127.0.0.1:{_port}";

    public static async Task<RedisServer> NewAsync()
    {
        Programs.Require("redis-server");
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, or starts it again, empty, after <see cref="KillAsync"/>.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await CacheReadiness.AnswersAsync("127.0.0.1", _port, timeout.Token))
        {
            await Task.Delay(20, timeout.Token);
        }
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            await process.EndAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
