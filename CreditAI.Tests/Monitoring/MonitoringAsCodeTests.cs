using System.Text.RegularExpressions;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Monitoring;

/// <summary>What Prometheus warns of and whom Alertmanager tells, by their own tools.</summary>
public sealed partial class MonitoringAsCodeTests
{
    private static string Rules => RepositoryFiles.Path("deploy", "prometheus", "rules", "creditai.yaml");

    private static string Tests => RepositoryFiles.Path("deploy", "prometheus", "tests", "creditai.yaml");

    private static string Alertmanager => RepositoryFiles.Path("deploy", "alertmanager", "alertmanager.yaml");

    [Fact]
    public async Task Rules_AreValid() => Assert.Contains("SUCCESS", await Programs.RunAsync("promtool", "check", "rules", Rules), StringComparison.Ordinal);

    [Fact]
    public async Task Alerts_AreSilentBeforeAndSentWhenItHasLasted() => Assert.Contains("SUCCESS", await Programs.RunAsync("promtool", "test", "rules", Tests), StringComparison.Ordinal);

    [Fact]
    public void Alerts_EveryOne_HasATestAndAPageThatIsThere()
    {
        var rules = File.ReadAllText(Rules);
        var alerts = Names(rules, Alert());

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Order(StringComparer.Ordinal), Names(File.ReadAllText(Tests), Tested()).Order(StringComparer.Ordinal));
        Assert.All(Names(rules, Page()), page => Assert.True(File.Exists(RepositoryFiles.Path(page)), page));
    }

    [Fact]
    public void Rules_NameNoMetricOfOursThatNobodyExports()
    {
        // The page of metrics is held against the running services by tests of its own.
        var exported = Names(File.ReadAllText(RepositoryFiles.Path("docs", "metrics.md")), OwnMetric());
        var used = Names(File.ReadAllText(Rules), OwnMetric());

        Assert.NotEmpty(used);
        Assert.All(used, metric => Assert.Contains(metric, exported));
    }

    [Fact]
    public async Task Yaml_OfEverythingPublished_IsClean() => await Programs.RunAsync("yamllint", "--strict", "--config-file", RepositoryFiles.Path(".yamllint"), RepositoryFiles.Path("deploy"));

    [Fact]
    public async Task Alertmanager_IsValidAndHoldsNoSecret()
    {
        Assert.Contains("SUCCESS", await Programs.RunAsync("amtool", "check-config", Alertmanager), StringComparison.Ordinal);
        Assert.DoesNotMatch(Secret(), await File.ReadAllTextAsync(Alertmanager, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("pagerduty,slack", "alertname=DatabaseDown", "severity=critical")]
    [InlineData("slack", "alertname=LatencyHigh", "severity=warning")]
    [InlineData("pagerduty,fairness", "alertname=FairnessBreach", "severity=critical")]
    [InlineData("fairness", "alertname=FairnessBehind", "severity=warning")]
    [InlineData("pagerduty,slack", "alertname=DrillFailed", "severity=critical")]
    public async Task Routes_OfAnAlert_ReachWhomTheyShould(string receivers, params string[] labels)
        => await Programs.RunAsync("amtool", ["config", "routes", "test", "--config.file", Alertmanager, "--verify.receivers", receivers, .. labels]);

    private static List<string> Names(string text, Regex pattern) => [.. pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"alertname: (\w+)")]
    private static partial Regex Tested();

    [GeneratedRegex(@"page: (\S+)")]
    private static partial Regex Page();

    [GeneratedRegex(@"\b(creditai_\w+)")]
    private static partial Regex OwnMetric();

    [GeneratedRegex(@"https?://|(?<!_file): [0-9a-f]{20,}")]
    private static partial Regex Secret();
}
