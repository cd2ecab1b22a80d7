using CreditAI.Backups.Cluster;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Base;

/// <summary>Finds the changed pages of a file by the LSNs in their headers: the server reads, and sends eight bytes of each page.</summary>
internal static class HeaderScan
{
    private const int BlocksAtOnce = 16384;

    /// <summary>The blocks of a file that were changed at or after an LSN, ascending.</summary>
    /// <remarks>A page without an LSN is always among them: it was allotted, or filled without WAL, and nothing tells when.</remarks>
    /// <param name="known">How many blocks the file had in the backup before; those after it are new.</param>
    public static async Task<List<uint>> ChangedAsync(
        NpgsqlConnection connection, ClusterFile file, uint known, NpgsqlLogSequenceNumber since, CancellationToken cancellationToken)
    {
        var blocks = (uint)(file.Size / PageHeader.PageSize);
        var scanned = Math.Min(known, blocks);
        var changed = new List<uint>();
        for (uint from = 0; from < scanned; from += BlocksAtOnce)
        {
            var count = (int)Math.Min(BlocksAtOnce, scanned - from);
            var headers = await HeadersAsync(connection, file.Path, from, count, cancellationToken);
            for (var index = 0; index < count; index++)
            {
                // A file that was cut meanwhile gives fewer, and then nobody knows which: all of them are read.
                if (headers.Length != count * PageHeader.LsnLength || IsChanged(headers.AsSpan(index * PageHeader.LsnLength), since))
                {
                    changed.Add(from + (uint)index);
                }
            }
        }

        for (var block = scanned; block < blocks; block++)
        {
            changed.Add(block);
        }

        return changed;
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
