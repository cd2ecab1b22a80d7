using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CreditAI.Backups.Drills;

namespace CreditAI.Tests.AppHost;

/// <summary>The AppHost as a user starts it, as a process of its own, with random ports and data of its own.</summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly string _dataDirectory;

    private AppHostProcess(string dataDirectory, params string[] arguments)
    {
        _dataDirectory = dataDirectory;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var executable = RepositoryFiles.Path("artifacts", "bin", "CreditAI.AppHost", configuration, OperatingSystem.IsWindows() ? "CreditAI.AppHost.exe" : "CreditAI.AppHost");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(
                executable,
                [
                    $"--DataDirectory={dataDirectory}", "--DcpPublisher:RandomizePorts=true", "--Parameters:api-key=process-tests-only-0123456789",
                    "--Parameters:postgres-password=test-only", "--Parameters:cache-password=test-only", .. arguments,
                ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["CREDITAI_TEST_RUN"] = dataDirectory, ["DOTNET_ENVIRONMENT"] = "Development", ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true" },
            },
        };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public static AppHostProcess Start(params string[] arguments)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"creditai-process-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        var host = new AppHostProcess(directory, arguments);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits for a printed line and gives the first group of the expression.</summary>
    public async Task<string> WaitForOutputAsync(Regex line, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            if (line.Match(Output) is { Success: true } match)
            {
                return match.Groups[1].Value;
            }

            Assert.False(_process.HasExited, $"the AppHost ended before it printed {line}:\n{Output}");
            Assert.False(timeout.IsCancellationRequested, $"the AppHost did not print {line} in {patience}:\n{Output}");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    public async Task<int> WaitForExitAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    /// <summary>Ends it as Ctrl+C in a terminal or a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>
    /// The processes that name this run's data directory or descend from the AppHost: orphans that left its tree are found
    /// by the environment that all of them inherit.
    /// </summary>
    public IReadOnlyList<int> OwnProcesses()
    {
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) && id != Environment.ProcessId && id != Id
                && (Mentions(directory, "cmdline") || Mentions(directory, "environ")))
            {
                found.Add(id);
            }
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                Terminate();
                await WaitForExitAsync(TimeSpan.FromMinutes(1));
            }
        }
        finally
        {
            await _process.EndAsync();
            _process.Dispose();
        }

        if (Directory.Exists(_dataDirectory))
        {
            Directory.Delete(_dataDirectory, recursive: true);
        }
    }

    private bool Mentions(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file)).Contains(_dataDirectory, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }

    [GeneratedRegex(@"Login to the dashboard at (\S+)")]
    public static partial Regex LoginLine { get; }

    [GeneratedRegex(@"CreditAI decides at\s+(\S+)")]
    public static partial Regex WelcomeLine { get; }
}
