using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace CreditAI.Cli.Deploy;

/// <summary>What tests (.trx) and scanners (.sarif) have found of what is deployed.</summary>
internal static class TestResults
{
    /// <param name="directory">Null where none are given.</param>
    public static (bool Passed, string Detail) Check(string? directory)
    {
        if (directory is null)
        {
            return (true, "none given (--results)");
        }

        var tests = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.trx", SearchOption.AllDirectories) : throw new DeploymentException($"{directory} is not there (--results).");
        var scans = Directory.GetFiles(directory, "*.sarif", SearchOption.AllDirectories);
        if (tests.Length == 0)
        {
            return (false, $"{directory} has no .trx: nothing was tested");
        }

        var counters = tests.Select(Counters).ToList();
        var (passed, failed) = (counters.Sum(counter => Number(counter, "passed")), counters.Sum(counter => Number(counter, "failed") + Number(counter, "error") + Number(counter, "timeout") + Number(counter, "aborted")));
        var errors = scans.SelectMany(Errors).ToList();
        return (failed == 0 && passed > 0 && errors.Count == 0,
            $"{passed} tests passed, {failed} failed; {scans.Length} scans with {errors.Count} errors{(errors.Count > 0 ? $": {errors[0]}" : "")}");
    }

    private static XElement Counters(string path)
    {
        try
        {
            return XDocument.Load(path).Descendants().FirstOrDefault(element => element.Name.LocalName == "Counters") ?? throw new DeploymentException($"{path} has no counters.");
        }
        catch (XmlException exception)
        {
            throw new DeploymentException($"{path} is no test result: {exception.Message}");
        }
    }

    private static int Number(XElement counters, string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    // A result's level is its own, else its rule's; SARIF says warning where neither is told.
    private static List<string> Errors(string path)
    {
        try
        {
            return
            [
                .. from run in Kubectl.Parse(File.ReadAllText(path)).GetProperty("runs").EnumerateArray()
                   where run.TryGetProperty("results", out _)
                   from result in run.GetProperty("results").EnumerateArray()
                   where result.TryGetProperty("level", out var level) && level.GetString() == "error"
                   select $"{Path.GetFileName(path)}: {(result.TryGetProperty("ruleId", out var rule) ? rule.GetString() : "a rule")}",
            ];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DeploymentException($"{path} is no SARIF: {exception.Message}");
        }
    }
}
