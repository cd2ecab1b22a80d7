using CreditAI.Tests.Ledger;
using Dapper;

namespace CreditAI.Tests.FairnessWorker;

/// <summary>The counts as the ledger itself has them.</summary>
internal static class Recount
{
    public static async Task AssertEqualAsync(LedgerHost host)
    {
        const string Sql = """
            SELECT concat_ws('|', d.model_version, said.key, said.value, d.decision, count(*))
            FROM ledger.decision d JOIN ledger.protected_attributes p ON p.chain = d.chain AND p.position = d.position, jsonb_each_text(p.attributes) said
            GROUP BY d.model_version, said.key, said.value, d.decision
            """;
        await using var connection = await host.Database.OpenConnectionAsync();
        var expected = await connection.QueryAsync<string>(Sql);
        var counts = await host.Fairness.ReadCountsAsync(CancellationToken.None);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            counts.Select(count => $"{count.ModelVersion}|{count.Attribute}|{count.Group}|{count.Decision.ToString().ToLowerInvariant()[0]}|{count.N}")
                .Order(StringComparer.Ordinal));
    }
}
