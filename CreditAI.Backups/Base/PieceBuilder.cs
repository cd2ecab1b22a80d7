using System.Buffers;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Base;

/// <summary>Reads ranges of files from the server into one piece, verifying every page on the way. One reader's; not thread-safe.</summary>
internal sealed class PieceBuilder(NpgsqlConnection connection, PieceWriter writer, int piece, PageVerifier? verifier)
{
    /// <summary>What was read, in the ranges' order: a file that has vanished or was cut meanwhile gives less, or nothing.</summary>
    public List<(ClusterFile File, Extent Extent)> Extents { get; } = [];

    /// <summary>The files that were gone.</summary>
    public HashSet<string> Vanished { get; } = new(StringComparer.Ordinal);

    public async Task ReadAsync(IReadOnlyList<PageRange> ranges, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT n, pg_read_binary_file(path, at, length, true)
            FROM unnest($1, $2, $3) WITH ORDINALITY AS range(path, at, length, n)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = ranges.Select(range => range.File.Path).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = ranges.Select(range => range.Offset).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new() { Value = ranges.Select(range => (long)range.Length).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
            },
        };
        var buffer = ArrayPool<byte>.Shared.Rent(PageRange.Largest);
        try
        {
            await using var rows = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
            for (var index = 0; await rows.ReadAsync(cancellationToken); index++)
            {
                if (rows.GetInt64(0) != index + 1)
                {
                    throw new BackupException("The server gave the parts of files in another order than they were asked for.");
                }

                if (await rows.IsDBNullAsync(1, cancellationToken))
                {
                    Vanished.Add(ranges[index].File.Path);
                    continue;
                }

                var length = checked((int)rows.GetBytes(1, 0, null, 0, 0));
                await using (var content = await rows.GetStreamAsync(1, cancellationToken))
                {
                    await content.ReadExactlyAsync(buffer.AsMemory(0, length), cancellationToken);
                }

                await AddAsync(ranges[index], buffer.AsMemory(0, length), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task AddAsync(PageRange range, Memory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length == 0)
        {
            return;
        }

        if (verifier is not null)
        {
            await verifier.VerifyAsync(range, content, cancellationToken);
        }

        Extents.Add((range.File, new Extent(piece, writer.Length, range.Offset, content.Length)));
        writer.Write(content.Span);
    }
}
