using System.Diagnostics;
using System.Globalization;
using CreditAI.Backups.Drills;

namespace CreditAI.Tests.Backups.Drills;

public sealed class ProcessTreeTests
{
    [Fact]
    public async Task End_OneThatLeftTheTreeHoldsTheOutput_IsNotWaitedForWithoutEnd()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "it takes a shell");
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "(sleep 300 & echo $!); exec sleep 300"]) { RedirectStandardOutput = true })!;
        var first = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => first.TrySetResult(line.Data);
        process.BeginOutputReadLine();
        using var left = Process.GetProcessById(int.Parse((await first.Task)!, CultureInfo.InvariantCulture));

        await process.EndAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.True(process.HasExited);
        Assert.False(left.HasExited); // It has another parent since its own ended: it was no longer of the tree.
        left.Kill();
    }

    [Fact]
    public async Task End_WhatItStarted_EndsWithIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "it takes a shell");
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 300 & echo $!; wait"]) { RedirectStandardOutput = true })!;
        using var child = Process.GetProcessById(int.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture));

        await process.EndAsync();

        await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}
