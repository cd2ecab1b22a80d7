using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Base;

/// <summary>
/// Verifies the checksum of every page that is read. A page changed since the backup began may be torn, and WAL mends it; another is read
/// again, since it may have been written at that moment, and reported when it stays wrong. Thread-safe.
/// </summary>
internal sealed class PageVerifier(ClusterServer server, NpgsqlLogSequenceNumber start, TimeProvider time, ILogger log)
{
    private const int MostReadings = 5;

    private readonly List<DamagedPage> _damaged = [];

    public IReadOnlyList<DamagedPage> Damaged
    {
        get
        {
            lock (_damaged)
            {
                return [.. _damaged.OrderBy(page => page.Path, StringComparer.Ordinal).ThenBy(page => page.Block)];
            }
        }
    }

    /// <param name="content">What was read; a page that is right when read again is put in its place.</param>
    public async Task VerifyAsync(PageRange range, Memory<byte> content, CancellationToken cancellationToken)
    {
        if (range.File.Relation is not { } relation)
        {
            return;
        }

        foreach (var at in Wrong(range, relation, content.Span))
        {
            await ReadAgainAsync(range, relation, at, content.Slice(at, PageHeader.PageSize), cancellationToken);
        }
    }

    private List<int> Wrong(PageRange range, RelationFile relation, Span<byte> content)
    {
        var wrong = new List<int>();
        var first = relation.FirstBlock + (uint)(range.Offset / PageHeader.PageSize);
        for (var at = 0; at + PageHeader.PageSize <= content.Length; at += PageHeader.PageSize)
        {
            if (!IsRight(content.Slice(at, PageHeader.PageSize), first + (uint)(at / PageHeader.PageSize)))
            {
                wrong.Add(at);
            }
        }

        return wrong;
    }

    private bool IsRight(Span<byte> page, uint block) => PageChecksum.IsRight(page, block) || (!PageHeader.IsNew(page) && PageHeader.LsnOf(page) >= start);

    private async Task ReadAgainAsync(PageRange range, RelationFile relation, int at, Memory<byte> page, CancellationToken cancellationToken)
    {
        var offset = range.Offset + at;
        var block = relation.FirstBlock + (uint)(offset / PageHeader.PageSize);
        await using var connection = await server.OpenAsync(cancellationToken);
        for (var reading = 1; reading < MostReadings; reading++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50 * reading), time, cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_read_binary_file($1, $2, 8192, true)", connection)
            {
                Parameters = { new() { Value = range.File.Path }, new() { Value = offset } },
            };
            if (await command.ExecuteScalarAsync(cancellationToken) is not byte[] { Length: PageHeader.PageSize } read)
            {
                return; // The file was cut or removed meanwhile, and WAL says so.
            }

            if (IsRight(read, block))
            {
                read.CopyTo(page);
                return;
            }
        }

        BackupLog.PageDamaged(log, range.File.Path, block);
        var damaged = new DamagedPage(range.File.Path, await server.NameAsync(relation, cancellationToken), block);
        lock (_damaged)
        {
            _damaged.Add(damaged);
        }
    }
}
