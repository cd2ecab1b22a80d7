using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>Processes whose orchestrator died.</summary>
internal static class Orphans
{
    /// <summary>Beside each process stands a guard of DCP's that ends it in an orderly way about five seconds after DCP is gone.</summary>
    private static readonly TimeSpan GuardsNeed = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Gives the guards their time, then kills what they left.</summary>
    public static async Task EndAsync(IReadOnlyList<int> processIds)
    {
        using var timeout = new CancellationTokenSource(GuardsNeed);
        while (processIds.Any(IsRunning) && !timeout.IsCancellationRequested)
        {
            await Task.Delay(Poll, CancellationToken.None).ConfigureAwait(false);
        }

        foreach (var pid in processIds)
        {
            Use(pid, process => process.Kill(entireProcessTree: true));
        }
    }

    private static bool IsRunning(int pid)
    {
        var isRunning = false;
        Use(pid, process => isRunning = !process.HasExited);
        return isRunning;
    }

    private static void Use(int pid, Action<Process> action)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            action(process);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }
}
