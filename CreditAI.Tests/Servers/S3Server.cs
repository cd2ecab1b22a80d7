using System.Diagnostics;
using CreditAI.Backups.Drills;

namespace CreditAI.Tests.Servers;

/// <summary>An S3 server for tests: the one CREDITAI_TEST_S3 names, else moto_server where it is on PATH, else the test is skipped.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly int _port = FreePort.Next();
    private Process? _process;
    private string? _connectionString = Environment.GetEnvironmentVariable("CREDITAI_TEST_S3");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<string> ConnectionStringAsync()
    {
        await _gate.WaitAsync();
        try
        {
            return _connectionString ??= await StartMotoAsync(_port);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the server, with everything that it held.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
        {
            Assert.Skip("the S3 server is not this test's to stop");
        }

        await _process.EndAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, at the same address, empty.</summary>
    public Task StartAsync() => StartMotoAsync(_port);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync();
        }

        _gate.Dispose();
    }

    private async Task<string> StartMotoAsync(int port)
    {
        if (!OnPath("moto_server"))
        {
            Assert.Skip("no S3 server: moto_server is not on PATH and CREDITAI_TEST_S3 is not set");
        }

        _process = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var endpoint = $"http://127.0.0.1:{port}";
        await UntilAnswersAsync(endpoint);
        return $"Endpoint={endpoint};AccessKey=test;SecretKey=test-only;Bucket=creditai";
    }

    private async Task UntilAnswersAsync(string endpoint)
    {
        using var http = new HttpClient();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await http.GetAsync(endpoint, timeout.Token);
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(_process!.HasExited, "moto_server ended before it answered");
                await Task.Delay(50, timeout.Token);
            }
        }
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
