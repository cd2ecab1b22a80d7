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
