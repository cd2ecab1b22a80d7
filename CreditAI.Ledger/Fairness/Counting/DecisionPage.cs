using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Records;
using CreditAI.Ledger.Verification;
using CreditAI.Scoring.Monitoring.Tallies;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Reads decisions of the ledger for counting.</summary>
internal static class DecisionPage
{
    private const int MostBins = ushort.MaxValue;

    // No batch is longer, so the index bounds the look for a stretch of positions from both sides.
    private const int LongestBatch = 131_072;

    /// <summary>Counts a stretch of a chain.</summary>
    /// <param name="from">First position.</param>
    /// <param name="to">Last position.</param>
    /// <param name="into">Counts them.</param>
    /// <param name="isCounted">Whether a decision is; null for all.</param>
    /// <returns>How many decisions there were.</returns>
    public static async Task<long> CountAsync(
        NpgsqlConnection connection, int chain, long from, long to, PageTallies into, Func<Guid, bool>? isCounted, CancellationToken cancellationToken)
    {
        var codes = await CodesAsync(connection, chain, from, to, cancellationToken);
        var (batch, counted) = (0, 0L);
        var bins = new ushort[MostBins];
        await new ChainTables(connection).DecisionsAsync(chain, from, to, Visit, cancellationToken);
        return counted;

        void Visit(DecisionRow row)
        {
            while (batch < codes.Count && codes[batch].First + codes[batch].Codes.Length <= row.Position)
            {
                batch++;
            }

            if (isCounted?.Invoke(row.Id) != false)
            {
                var code = batch < codes.Count && codes[batch].First <= row.Position ? codes[batch].Codes[row.Position - codes[batch].First] : 0;
                Count(row, code, bins, into);
                counted++;
            }
        }
    }

    /// <summary>Reads what is counted of a decision besides its score and bins.</summary>
    /// <exception cref="FormatException">The body is none of a decision.</exception>
    public static CountedDecision Read(int modelVersion, char decision, ReadOnlySpan<byte> body, int code)
    {
        var (decidedAt, predicted, _, _) = ReadBody(body, []);
        return new CountedDecision(modelVersion, decidedAt, DecisionText.Parse(decision), code, predicted);
    }

    private static void Count(DecisionRow row, int code, ushort[] bins, PageTallies into)
    {
        var (decidedAt, predicted, score, slots) = ReadBody(row.Body, bins);
        into.Add(
            new CountedDecision(row.ModelVersion, decidedAt, DecisionText.Parse(row.Decision), code, predicted), score, bins.AsSpan(0, slots));
    }

    /// <summary>The beginning of a body, as <see cref="DecisionBody"/> has it, without what is not counted.</summary>
    private static (DateTimeOffset DecidedAt, long Predicted, int Score, int Slots) ReadBody(ReadOnlySpan<byte> body, Span<ushort> bins)
    {
        var reader = new RecordReader(body);
        DecisionBody.RequireVersion(reader.Byte());
        reader.Count();
        var decidedAt = DateTimeOffset.UnixEpoch.AddTicks(reader.Int64() * TimeSpan.TicksPerMicrosecond);
        reader.Int64();
        var (predicted, score) = (Tally.InUnits(reader.Double()), reader.Int32());
        if (bins.IsEmpty)
        {
            return (decidedAt, predicted, score, 0);
        }

        var slots = reader.Count();
        if (slots > bins.Length)
        {
            throw new FormatException($"a decision has {slots} bins");
        }

        for (var slot = 0; slot < slots; slot++)
        {
            var bin = reader.Count();
            bins[slot] = bin <= ushort.MaxValue ? (ushort)bin : throw new FormatException($"a decision has a bin {bin}");
        }

        return (decidedAt, predicted, score, slots);
    }

    private static async Task<List<(long First, int[] Codes)>> CodesAsync(
        NpgsqlConnection connection, int chain, long from, long to, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT first, codes FROM ledger.protected_batch
            WHERE chain = $1 AND first <= $3 AND first > $2 - $4 AND first + cardinality(codes) > $2 ORDER BY first
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = chain });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        command.Parameters.Add(new() { Value = LongestBatch });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var codes = new List<(long, int[])>();
        while (await reader.ReadAsync(cancellationToken))
        {
            codes.Add((reader.GetInt64(0), reader.GetFieldValue<int[]>(1)));
        }

        return codes;
    }
}
