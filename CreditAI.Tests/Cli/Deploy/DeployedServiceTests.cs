using System.Globalization;
using CreditAI.Tests.ScoringApi;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Cli.Deploy;

/// <summary>A deployment whose slots are the real scoring service: what it asks is answered, and how it ended stands in the audit log.</summary>
public sealed class DeployedServiceTests(PostgresServer postgres)
{
    [Fact]
    public async Task Deploy_OfTheRealService_TriesItAndStandsInItsAuditLog()
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        await using var cluster = await FakeCluster.StartAsync();
        cluster.ServicePort = api.Client.BaseAddress!.Port;
        using var creditai = new CreditAiProcess { Environment = { ["KUBECTL"] = cluster.Program, ["CREDITAI_API_KEY"] = ScoringApiHost.Key } };
        await File.WriteAllLinesAsync(
            creditai.PathOf("applications.ndjson"),
            Enumerable.Range(0, 80).Select(index => string.Create(CultureInfo.InvariantCulture,
                $$"""{"features":{"debt_ratio":{{index % 40 / 40.0}},"housing":"R","inquiries":{{index % 5}}},"protected":{"sex":"{{(index % 2 == 0 ? "male" : "female")}}"} }""")),
            TestContext.Current.CancellationToken);
        string[] deploy = ["deploy", "--environment", "production", "--manifests", RepositoryFiles.Path("deploy", "kubernetes"), "--applications", "applications.ndjson", "--watch", "0.01", "--max-p95", "20000"];

        Assert.Equal(0, (await creditai.Run([.. deploy, "--image-tag", "v1"])).Code);
        var (code, output, error) = await creditai.Run([.. deploy, "--image-tag", "v2"]);

        Assert.True(code == 0, output + error);
        Assert.Contains("0 critical findings are open", output, StringComparison.Ordinal);
        Assert.Contains("0 of 80 requests failed", output, StringComparison.Ordinal);
        Assert.Contains("sex female ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not in the audit log", output, StringComparison.Ordinal);
        Assert.Equal(0, await api.CountAsync()); // Nobody was decided on.
        var entries = (await ScoringApiHost.ReadAsync(await api.Client.GetAsync("/v1/audit?action=deployment.succeed", TestContext.Current.CancellationToken)))["entries"]!.AsArray();
        Assert.Equal(2, entries.Count);
        Assert.Equal(14, entries[0]!["detail"]!["steps"]!.AsArray().Count);
    }
}
