using System.Diagnostics;

namespace CreditAI.Tests.Servers;

/// <summary>Programs of the machine that tests run.</summary>
internal static class Programs
{
    public static string? Find(params string[] names)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Skips the test where one of them is not there.</summary>
    public static void Require(params string[] names)
    {
        var missing = names.Where(name => Find(name) is null).ToList();
        Assert.SkipUnless(missing.Count == 0, $"not installed: {string.Join(", ", missing)} (.ci/run installs it)");
    }

    /// <summary>Runs one to its end, which must be a good one; skips the test where it is not there.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        Require(name);
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{name} {string.Join(' ', arguments)}: {await output}{await error}");
        return await output;
    }
}
