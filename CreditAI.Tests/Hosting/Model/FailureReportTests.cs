using System.Diagnostics;
using Aspire.Hosting;

namespace CreditAI.Tests.Hosting.Model;

public sealed class FailureReportTests
{
    [Fact]
    public async Task AnAppHostAtFault_SaysOneLine_AndExitsWith1()
    {
        var (exitCode, output, errors) = await RunAppHostAsync("--operation", "publish", "--step", "nowhere");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("error: The pipeline has no step 'nowhere'", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("--operation")]
    [InlineData("--publisher")]
    [InlineData("--log-level")]
    public async Task AnUnknownValueOfASwitch_IsAFaultOfThatKind(string name)
    {
        var (exitCode, _, errors) = await RunAppHostAsync(name, "fly");

        Assert.Equal(1, exitCode);
        Assert.Contains("'fly'", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyTheUsersFaults_AreSaidWithoutAStackTrace()
    {
        Assert.Equal("a", FailureReport.Message(new DistributedApplicationException("a")));
        Assert.Equal("a", FailureReport.Message(new AggregateException(new DistributedApplicationException("a"))));
        Assert.Null(FailureReport.Message(new InvalidOperationException("a bug")));
    }

    private static async Task<(int ExitCode, string[] Output, string[] Errors)> RunAppHostAsync(params string[] arguments)
    {
        // The AppHost lies beside the tests that refer to it.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CreditAI.AppHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, Lines(await output), Lines(await errors));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
