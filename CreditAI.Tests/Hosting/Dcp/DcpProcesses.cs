using System.Globalization;

namespace CreditAI.Tests.Hosting.Dcp;

/// <summary>The orchestrator's own processes of one session; peers on the machine run the same program, so they are told apart by their folder.</summary>
internal static class DcpProcesses
{
    public static IReadOnlyList<int> Of(string sessionFolder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are told apart by /proc.");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), out var pid) ? pid : 0)
            .Where(pid => pid != 0 && CommandLine(pid).Contains("start-apiserver", StringComparison.Ordinal) && CommandLine(pid).Contains(sessionFolder, StringComparison.Ordinal))];
    }

    /// <summary>The orchestrator under which a process runs: its controllers are the process's parent, the API server theirs.</summary>
    public static IReadOnlyList<int> Above(int pid)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are told apart by /proc.");
        var controllers = ParentOf(pid);
        var server = ParentOf(controllers);
        Assert.Contains("start-apiserver", CommandLine(server), StringComparison.Ordinal);
        return [server, controllers];
    }

    /// <summary>The fourth field of stat; the second is the name in parentheses and may hold blanks.</summary>
    private static int ParentOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
