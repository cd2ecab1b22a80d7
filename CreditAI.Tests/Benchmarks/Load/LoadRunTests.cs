using System.Diagnostics;
using System.Text.Json;
using CreditAI.Backups.Drills;
using CreditAI.Benchmarks.Load.Servers;

namespace CreditAI.Tests.Benchmarks.Load;

/// <summary>The tool as its own process, since it takes a core for itself.</summary>
public sealed class LoadRunTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<Process> _processes = [];
    private readonly string _directory = Directory.CreateTempSubdirectory("creditai-load-tests-").FullName;

    private string Temporary => Path.Combine(_directory, "temporary");

    [Fact]
    public async Task Load_ShortRun_WritesWhatItMeasuredAndLeavesNothing()
    {
        var json = Path.Combine(_directory, "results.json");
        var process = Start("decisions", "inserts", "--rounds", "1", "--round-seconds", "1", "--warm-up", "1", "--connections", "8", "--json", json);
        var output = process.StandardOutput.ReadToEndAsync(_patience.Token);
        var errors = await process.StandardError.ReadToEndAsync(_patience.Token);
        await process.WaitForExitAsync(_patience.Token);

        Assert.True(process.ExitCode is 0 or 1, errors);
        Assert.Contains("durable decisions", await output, StringComparison.Ordinal);
        using var results = JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken));
        var raw = results.RootElement.GetProperty("scenarios")[0].GetProperty("raw");
        Assert.True(raw.GetProperty("own").GetProperty("perSecond").GetDouble() > 0);
        Assert.Equal(0, raw.GetProperty("own").GetProperty("errors").GetInt64());
        Assert.True(raw.GetProperty("rounds")[0].GetProperty("commits").GetProperty("count").GetInt64() > 0);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Load_Killed_ItsServersEndAndItsFilesGo()
    {
        Assert.SkipWhen(Programs.Find("setsid") is null, "setsid is not there (util-linux)");
        var process = Start("decisions", "--warm-up", "60");
        while (await process.StandardError.ReadLineAsync(_patience.Token) is { } line && line != "measuring decisions")
        {
        }

        Assert.NotEmpty(LeftBehind());
        process.Kill();
        await process.WaitForExitAsync(_patience.Token);
        for (var tries = 0; tries < 300 && (LeftBehind().Length > 0 || Files().Length > 0); tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        AssertNothingIsLeft();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.EndAsync();
            process.Dispose();
        }

        _patience.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private Process Start(params string[] arguments)
    {
        Directory.CreateDirectory(Temporary);
        _patience.CancelAfter(Patience);
        var process = Process.Start(new ProcessStartInfo("dotnet", [Programs.Of("CreditAI.Benchmarks", "CreditAI.Benchmarks")[1], "load", .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = Temporary },
        })!;
        _processes.Add(process);
        return process;
    }

    private void AssertNothingIsLeft()
    {
        Assert.Empty(Files());
        Assert.Empty(LeftBehind());
    }

    // The runtime of a killed process leaves its own.
    private string[] Files() => Directory.GetFileSystemEntries(Temporary, "creditai-*");

    // Everything the tool starts inherits the temporary folder's name; PostgreSQL has it on its command line.
    private string[] LeftBehind() => [.. Directory.EnumerateDirectories("/proc")
        .Where(path => Path.GetFileName(path).All(char.IsAsciiDigit) && Mentions(path))
        .Select(path => Read(Path.Combine(path, "cmdline")))];

    private bool Mentions(string process) =>
        (Read(Path.Combine(process, "environ")) + Read(Path.Combine(process, "cmdline"))).Contains(Temporary, StringComparison.Ordinal);

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ""; // It has ended, or is another's.
        }
    }
}
