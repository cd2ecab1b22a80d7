using System.Diagnostics;

namespace CreditAI.Tests.Cli;

/// <summary>Runs the real executable, as a shell would, in a directory of its own.</summary>
internal sealed class CreditAiProcess : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-cli-");

    /// <summary>Set in addition to the tests' own environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    public string[] Files => [.. _directory.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "creditai.exe" : "creditai"), arguments)
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (IOException)
        {
            _directory.Delete(recursive: true); // A service that used it wrote a last checkpoint meanwhile.
        }
    }
}
