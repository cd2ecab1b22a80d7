using System.Diagnostics;
using System.Text.Json.Nodes;
using CreditAI.Tests.Scoring;

namespace CreditAI.Tests.Cli.Models;

/// <summary>Runs <c>creditai models</c> as a shell would, with a registry named by the environment.</summary>
internal sealed class ModelsCli : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-models-");
    private readonly string? _database;
    private readonly string? _storage;

    /// <param name="database">The connection string; null leaves the variable unset.</param>
    /// <param name="objects">The object store's directory; null takes one of its own.</param>
    public ModelsCli(string? database, string? objects = null)
    {
        _database = database;
        _storage = $"Directory={objects ?? Path.Combine(_directory.FullName, "objects")}";
        File.WriteAllBytes(Model, Cards.Small().ToUtf8Json().ToArray());
    }

    /// <summary>A scorecard's file.</summary>
    public string Model => Path.Combine(_directory.FullName, "model.json");

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "creditai.exe" : "creditai");
        var start = new ProcessStartInfo(program, ["models", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__creditai"] = _database;
        start.Environment["ConnectionStrings__storage"] = _storage;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs it with --format json, expecting success.</summary>
    public async Task<JsonNode> RunJsonAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync([.. arguments, "--format", "json"]);
        Assert.True(code == 0, error);
        return JsonNode.Parse(output)!;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
