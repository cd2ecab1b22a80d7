using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditAI.ServiceDefaults.Scheduling;

/// <summary>
/// Keeps the thread that waits for sockets from taking the core away from those that answer. Linux lets a thread that wakes up preempt one that
/// runs; on a container's one or two cores it does so with every request that comes in, and a fifth of the throughput went into switching. A batch
/// thread (sched(7), SCHED_BATCH) runs at once on a core that is free, and else waits its turn. It needs no privilege.
/// </summary>
internal sealed class SocketThreads(IHostApplicationLifetime lifetime, ILogger<SocketThreads> logger) : IHostedService
{
    // The runtime names its event loops so (SocketAsyncEngine.Unix).
    private const string Name = ".NET Sockets";
    private const string Tasks = "/proc/self/task";
    private const int Batch = 3; // SCHED_BATCH

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
        {
            lifetime.ApplicationStarted.Register(() => LetWait()); // The server listens by then, so that they are there.
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>The threads that are batch threads now.</returns>
    internal IReadOnlyList<int> LetWait()
    {
        var changed = new List<int>();
        try
        {
            foreach (var thread in Directory.GetDirectories(Tasks).Select(Path.GetFileName).Select(int.Parse!))
            {
                var priority = 0;
                if (File.ReadAllText($"{Tasks}/{thread}/comm").TrimEnd() == Name && SetScheduler(thread, Batch, in priority) == 0)
                {
                    changed.Add(thread);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogDebug("Threads keep their scheduling: {Reason}", exception.Message); // Slower under load, and nothing else.
        }

        return changed;
    }

    [DllImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, in int priority);
}
