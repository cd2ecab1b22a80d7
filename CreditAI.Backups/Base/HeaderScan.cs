using CreditAI.Backups.Cluster;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Base;

/// <summary>Finds the changed pages of a file by the LSNs in their headers: the server reads, and sends eight bytes of each page.</summary>
internal static class HeaderScan
{
    private const int BlocksAtOnce = 16384;

    /// <summary>A file in parts that are scanned side by side: a relation's file has a gigabyte, and one reader would be left with it.</summary>
    public static IEnumerable<(uint From, int Count)> Parts(ClusterFile file)
    {
        var blocks = (uint)(file.Size / PageHeader.PageSize);
        for (uint from = 0; from < blocks; from += BlocksAtOnce)
        {
            yield return (from, (int)Math.Min(BlocksAtOnce, blocks - from));
        }
    }

    /// <summary>The blocks of a part of a file that were changed at or after an LSN, ascending.</summary>
    /// <remarks>A page without an LSN is always among them: it was allotted, or filled without WAL, and nothing tells when.</remarks>
    /// <param name="known">How many blocks the file had in the backup before; those after it are new.</param>
    public static async Task<List<uint>> ChangedAsync(
        NpgsqlConnection connection, ClusterFile file, (uint From, int Count) part, uint known, NpgsqlLogSequenceNumber since, CancellationToken cancellationToken)
    {
        var scanned = (int)Math.Clamp((long)known - part.From, 0, part.Count);
        var headers = scanned == 0 ? [] : await HeadersAsync(connection, file.Path, part.From, scanned, cancellationToken);

        // A file that was cut meanwhile gives fewer, and then nobody knows which: all of them are read.
        var isComplete = headers.Length == scanned * PageHeader.LsnLength;
        return [.. Enumerable.Range(0, part.Count)
            .Where(index => index >= scanned || !isComplete || IsChanged(headers.AsSpan(index * PageHeader.LsnLength), since))
            .Select(index => part.From + (uint)index)];
    }

    private static bool IsChanged(ReadOnlySpan<byte> header, NpgsqlLogSequenceNumber since)
    {
        var lsn = PageHeader.LsnOf(header);
        return lsn >= since || lsn == NpgsqlLogSequenceNumber.Invalid;
    }

    private static async Task<byte[]> HeadersAsync(NpgsqlConnection connection, string path, uint from, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(pg_read_binary_file($1, block * 8192, 8, true), '' ORDER BY block)
            FROM generate_series($2::bigint, $3::bigint) AS block
            """,
            connection)
        {
            Parameters = { new() { Value = path }, new() { Value = (long)from }, new() { Value = (long)from + count - 1 } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as byte[] ?? [];
    }
}
