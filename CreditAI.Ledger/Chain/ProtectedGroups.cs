using System.Collections.Concurrent;
using CreditAI.Ledger.Decisions;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Chain;

/// <summary>Codes of what applicants said of their protected attributes; thread-safe.</summary>
internal sealed class ProtectedGroups
{
    /// <summary>Of a decision whose model names no attribute.</summary>
    public const int None = 0;

    // Groups are few, but free text is free: the cache must not grow for ever.
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<string, int> _codes = new(StringComparer.Ordinal);

    /// <returns>By the index of the decisions.</returns>
    public async ValueTask<int[]> CodesAsync(NpgsqlConnection connection, SealedDecision[] decisions, CancellationToken cancellationToken)
    {
        var codes = new int[decisions.Length];
        for (var index = 0; index < codes.Length; index++)
        {
            codes[index] = decisions[index].Protected is not { } text ? None
                : _codes.TryGetValue(text, out var code) ? code
                : await AddAsync(connection, text, cancellationToken);
        }

        return codes;
    }

    private async Task<int> AddAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO ledger.protected_group (attributes) VALUES (@text) ON CONFLICT (attributes) DO NOTHING;
            SELECT code FROM ledger.protected_group WHERE attributes = @text
            """;
        if (_codes.Count > MostKnown)
        {
            _codes.Clear();
        }

        return _codes[text] = await connection.QuerySingleAsync<int>(new CommandDefinition(Sql, new { text }, cancellationToken: cancellationToken));
    }
}
