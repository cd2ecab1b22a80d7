using System.Diagnostics;

namespace CreditAI.Backups.Drills;

/// <summary>Ends processes with those that they started.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Kills it and its descendants, and waits until it has ended. Not longer: <see cref="Process.WaitForExitAsync"/> also waits for whoever holds
    /// its output, and one that was started while the tree was killed, or that its parent left behind, may do so for as long as it lives.
    /// </summary>
    public static async Task EndAsync(this Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        while (!process.HasExited)
        {
            await Task.Delay(Look);
        }
    }
}
