using System.Diagnostics;

namespace CreditAI.Backups.Drills;

/// <summary>Ends processes with those that they started.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan OutputsEnd = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Kills it and its descendants, and waits until it has ended, and those that hold its output with it: a server can only be started again on the
    /// same data when its last process is gone. For these not longer than some seconds: one that was started while the tree was killed, or that its
    /// parent left behind, may hold the output for as long as it lives.
    /// </summary>
    public static async Task EndAsync(this Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        using var patience = new CancellationTokenSource(OutputsEnd);
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!process.HasExited)
        {
            await Task.Delay(Look);
        }
    }
}
