using System.Net;
using System.Text.Json.Nodes;
using CreditAI.Tests.ScoringApi;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Cli.ApiKeys;

public sealed class ApiKeysCommandTests(PostgresServer postgres) : IDisposable
{
    private readonly CreditAiProcess _creditai = new();

    [Fact]
    public async Task Create_Use_Revoke_AsAnOperatorWould()
    {
        await using var api = await ScoringApiHost.StartAsync(await DatabaseAsync());

        var (code, key, said) = await _creditai.Run("api-keys", "create", "--name", "the branch", "--scope", "decide", "read", "--rate", "500", "--expires", "2090-01-31", "--by", "alice");
        Assert.Equal(0, code);
        Assert.DoesNotContain(key.Trim(), said, StringComparison.Ordinal);
        var client = api.ClientWith(key.Trim());
        await ScoringApiHost.UntilAsync(async () => (await client.GetAsync("/v1/models")).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/v1/audit")).StatusCode);

        var listed = await _creditai.Run("api-keys", "list");
        var prefix = key.Split('_')[1];
        Assert.Matches($"{prefix} +the branch +decide read +active +500 +2090-01-31 00:00Z", listed.Output);
        Assert.DoesNotContain(key.Split('_', 3)[2].Trim(), listed.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await _creditai.Run("api-keys", "revoke", "--key", prefix, "--by", "bob")).Code);
        await ScoringApiHost.UntilAsync(async () => (await client.GetAsync("/v1/models")).StatusCode == HttpStatusCode.Unauthorized);
        var audit = JsonNode.Parse(await api.Client.GetStringAsync("/v1/audit?limit=2"))!["entries"]!.AsArray();
        Assert.Equal([("bob", "api-key.revoke"), ("alice", "api-key.create")], audit
            .Select(entry => ((string)entry!["actor"]!, (string)entry["action"]!)).Where(entry => entry.Item2.StartsWith("api-key", StringComparison.Ordinal)));
        var json = JsonNode.Parse((await _creditai.Run("api-keys", "list", "--format", "json")).Output)!["keys"]![0]!;
        Assert.Equal(("revoked", "bob"), ((string)json["state"]!, (string)json["revokedBy"]!));
    }

    [Theory]
    [InlineData(2, "decides", "create", "--name", "x", "--scope", "decides", "--by", "alice")]
    [InlineData(2, "--by", "create", "--name", "x", "--scope", "decide")]
    [InlineData(2, "--expires", "create", "--name", "x", "--scope", "decide", "--by", "alice", "--expires", "soon")]
    [InlineData(1, "never be valid", "create", "--name", "x", "--scope", "decide", "--by", "alice", "--expires", "2001-01-01")]
    [InlineData(1, "at least 1 request", "create", "--name", "x", "--scope", "decide", "--by", "alice", "--rate", "0")]
    [InlineData(1, "no API key zzz", "revoke", "--key", "zzz", "--by", "alice")]
    public async Task Nonsense_IsToldInOneLineAndNothingIsMade(int expected, string says, params string[] arguments)
    {
        await DatabaseAsync();

        var (code, output, error) = await _creditai.Run(["api-keys", .. arguments]);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Contains("there are no API keys", (await _creditai.Run("api-keys", "list")).Output, StringComparison.Ordinal);
    }

    public void Dispose() => _creditai.Dispose();

    private async Task<string> DatabaseAsync() => _creditai.Environment["ConnectionStrings__creditai"] = await postgres.CreateDatabaseAsync();
}
