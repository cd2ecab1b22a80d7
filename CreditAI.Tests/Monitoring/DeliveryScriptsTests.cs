using CreditAI.Tests.Servers;

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
        Programs.Require("shellcheck", "yamllint", "jq");
        await Programs.RunAsync("bash", RepositoryFiles.Path("eng", "ci", script));
    }
}
