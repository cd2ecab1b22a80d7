using System.Diagnostics;
using CreditAI.Backups.Drills;

namespace CreditAI.Tests.Servers;

/// <summary>An Alertmanager of the test's own, in no cluster and telling nobody; the test is skipped where there is none.</summary>
internal sealed class AlertmanagerServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-alertmanager-");
    private readonly HttpClient _client = new();
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public static async Task<AlertmanagerServer> StartAsync()
    {
        var program = Programs.Find("prometheus-alertmanager", "alertmanager");
        if (program is null)
        {
            Assert.Skip("alertmanager is not on PATH (Debian: apt-get install prometheus-alertmanager).");
        }

        var server = new AlertmanagerServer();
        await server.StartAsync(program);
        return server;
    }

    public Task<string> AlertsAsync() => _client.GetStringAsync(new Uri(Address, "/api/v2/alerts"));

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.EndAsync();
            process.Dispose();
        }

        _client.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task StartAsync(string program)
    {
        var configuration = Path.Combine(_directory.FullName, "alertmanager.yml");
        await File.WriteAllTextAsync(configuration, "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
        _process = Process.Start(new ProcessStartInfo(program,
        [
            $"--config.file={configuration}", $"--storage.path={_directory.FullName}", $"--web.listen-address={Address.Authority}", "--cluster.listen-address=",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await IsReadyAsync(timeout.Token))
        {
            await Task.Delay(50, timeout.Token);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.GetAsync(new Uri(Address, "/-/ready"), cancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
