using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// One running DCP with its own folder, watching over this process: when the host ends in whatever way, DCP ends what it
/// started and then itself.
/// </summary>
internal sealed partial class DcpSession : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StopPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(4);
    private const int LostAfterFailures = 2;

    /// <summary>What the AppHost's own launch says about itself and must not reach what it launches.</summary>
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pinging = Task.CompletedTask;

    private DcpSession(string folder, DcpClient client, ILogger logger)
    {
        Folder = folder;
        Client = client;
        _logger = logger;
    }

    /// <summary>Gone when DCP is gone: DCP deletes it as its last act.</summary>
    public string Folder { get; }

    public DcpClient Client { get; }

    /// <summary>Completes with the reason when DCP no longer answers although nobody stopped it.</summary>
    public Task<string> Lost => _lost.Task;

    /// <exception cref="DistributedApplicationException">DCP did not come up; the message holds what it said.</exception>
    public static async Task<DcpSession> StartAsync(DcpBundle bundle, ILogger logger, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("aspire-dcp-").FullName;
        try
        {
            var kubeconfig = await LaunchAsync(bundle, folder, cancellationToken).ConfigureAwait(false);
            var session = new DcpSession(folder, new DcpClient(kubeconfig), logger);
            session._pinging = session.PingAsync();
            return session;
        }
        catch
        {
            TryDeleteFolder(folder);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _pinging.ConfigureAwait(false);
        if (!_lost.Task.IsCompleted)
        {
            await StopAsync().ConfigureAwait(false);
        }

        TryDeleteFolder(Folder);
        Client.Dispose();
        _stopping.Dispose();
    }

    private static async Task<Kubeconfig> LaunchAsync(DcpBundle bundle, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "kubeconfig");
        var start = new ProcessStartInfo(bundle.DcpPath,
            ["start-apiserver", "--monitor", $"{Environment.ProcessId}", "--monitor-interval", "1", "--detach", "--kubeconfig", path])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DCP_SESSION_FOLDER"] = folder },
        };
        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"Aspire's orchestrator '{bundle.DcpPath}' ended at once with exit code {process.ExitCode}: {(await said.ConfigureAwait(false)).Trim()}");
        }

        return await ReadKubeconfigAsync(path, bundle, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Kubeconfig> ReadKubeconfigAsync(string path, DcpBundle bundle, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StartTimeout);
        try
        {
            while (true)
            {
                if (File.Exists(path) && Kubeconfig.TryParse(await File.ReadAllTextAsync(path, timeout.Token).ConfigureAwait(false)) is { } kubeconfig)
                {
                    return kubeconfig;
                }

                await Task.Delay(StartPoll, timeout.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException($"Aspire's orchestrator '{bundle.DcpPath}' started but was not ready within {StartTimeout.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>Notices a DCP that died or hangs: a watch alone cannot tell a quiet DCP from one that is stuck.</summary>
    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingInterval);
        for (var failures = 0; failures < LostAfterFailures;)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false);
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
                timeout.CancelAfter(PingTimeout);
                await Client.PingAsync(timeout.Token).ConfigureAwait(false);
                failures = 0;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or TimeoutException or DcpApiException)
            {
                if (++failures == LostAfterFailures)
                {
                    _lost.TrySetResult(exception is OperationCanceledException ? $"no answer within {PingTimeout.TotalSeconds:0} seconds" : exception.Message);
                }
            }
        }
    }

    private async Task StopAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await Client.ShutdownAsync(timeout.Token).ConfigureAwait(false);
            while (Directory.Exists(Folder))
            {
                await Task.Delay(StopPoll, timeout.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or TimeoutException or DcpApiException)
        {
            // DCP also watches this process and ends with it.
            LogNotStopped(StopTimeout.TotalSeconds, exception.Message);
        }
    }

    private static void TryDeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // DCP deleted it, or is about to.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The orchestrator did not end within {Seconds} seconds ({Reason}); it ends with this process")]
    private partial void LogNotStopped(double seconds, string reason);
}
