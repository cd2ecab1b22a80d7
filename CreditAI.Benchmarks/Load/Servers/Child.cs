using System.Diagnostics;
using CreditAI.Backups.Drills;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>A program that this run started and will end, in a process group of its own so that Ctrl+C leaves its end to us.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan Starting = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Guard _guard;
    private readonly Queue<string> _lines = new();

    private Child(string name, Process process, Guard guard)
    {
        (Name, _process, _guard) = (name, process, guard);
        process.OutputDataReceived += (_, output) => Keep(output.Data);
        process.ErrorDataReceived += (_, output) => Keep(output.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        guard.Watch(process.Id);
    }

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>The last lines it printed.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <param name="environment">Added to this process's own, or removed where null; telemetry settings are removed always.</param>
    public static Child Start(string name, Guard guard, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null)
    {
        IReadOnlyList<string> grouped = Programs.Find("setsid") is { } setsid ? [setsid, .. command] : command;
        var start = new ProcessStartInfo(grouped[0], grouped.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var telemetry in start.Environment.Keys.Where(key => key.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(telemetry);
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[key] = value;
        }

        return new Child(name, Process.Start(start)!, guard);
    }

    /// <summary>Waits until it answers.</summary>
    /// <exception cref="LoadException">It ended, or did not answer in time.</exception>
    public async Task WaitUntilAsync(Func<CancellationToken, Task<bool>> ready, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Starting);
        try
        {
            while (!await ready(timeout.Token))
            {
                RequireRunning();
                await Task.Delay(50, timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LoadException($"{Name} did not answer within {Starting.TotalMinutes} minutes:\n{Output}");
        }
    }

    /// <exception cref="LoadException">It ended, and with it what was measured.</exception>
    public void RequireRunning()
    {
        if (_process.HasExited)
        {
            throw new LoadException($"{Name} ended with exit code {_process.ExitCode}:\n{Output}");
        }
    }

    /// <summary>Waits for a program that ends by itself.</summary>
    public async Task<int> WaitForEndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            LibC.RequestEnd(_process.Id);
            using var patience = new CancellationTokenSource(OperatingSystem.IsWindows() ? TimeSpan.Zero : Ending);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await _process.EndAsync();
            }
        }

        _guard.Forget(_process.Id);
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }
        }
    }
}
