namespace CreditAI.Tests.Monitoring;

/// <summary>What the workflows run: their own check and self-test, as a developer calls them.</summary>
public sealed class DeliveryScriptsTests
{
    [Theory]
    [InlineData("check.sh")]
    [InlineData("self-test.sh")]
    public async Task Script_OfTheWorkflows_PassesItsOwnCheck(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the scripts are for bash");
        var missing = new[] { "shellcheck", "yamllint", "jq" }.Where(program => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)))).ToList();
        Assert.SkipUnless(missing.Count == 0, $"not installed: {string.Join(", ", missing)}");
        await MonitoringAsCodeTests.RunAsync("bash", RepositoryFiles.Path("eng", "ci", script));
    }
}
