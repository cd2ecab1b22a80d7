using System.Buffers.Binary;
using System.Globalization;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Restoring;

/// <summary>Answers a recovering server's restore_command, which runs in its data directory.</summary>
public sealed class WalFetch(RegionSet regions, MasterKeys masters)
{
    private const int UsualSegmentSize = 16 * 1024 * 1024;

    /// <param name="dataDirectory">The server's.</param>
    /// <param name="fileName">A segment's or a history's.</param>
    /// <param name="target">Where it goes; it appears whole or not at all.</param>
    /// <returns>False when no region has it, which ends recovery there.</returns>
    public async Task<bool> FetchAsync(string dataDirectory, string fileName, string target, CancellationToken cancellationToken)
    {
        var (cluster, segmentSize) = await ClusterOfAsync(dataDirectory, cancellationToken);
        if (await new WalArchive(regions, masters, cluster).FetchAsync(fileName, segmentSize, cancellationToken) is not { } content)
        {
            return false;
        }

        var incomplete = target + ".incomplete";
        await using (var file = new FileStream(incomplete, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellationToken);
        }

        File.Move(incomplete, target, overwrite: true);
        return true;
    }

    private static async Task<(string Cluster, int SegmentSize)> ClusterOfAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var mark = Path.Combine(dataDirectory, RestoredMark.FileName);
        if (File.Exists(mark))
        {
            var restored = BackupJson.Read<RestoredMark>(mark, await File.ReadAllBytesAsync(mark, cancellationToken));
            return (restored.Cluster, restored.WalSegmentSize);
        }

        // A standby that was made otherwise: the identifier is the first number of the control file.
        var control = Path.Combine(dataDirectory, "global", "pg_control");
        if (!File.Exists(control))
        {
            throw new BackupException($"{dataDirectory} is no data directory: a server runs this command in its own.");
        }

        await using var file = new FileStream(control, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var identifier = new byte[8];
        await file.ReadExactlyAsync(identifier, cancellationToken);
        return (BinaryPrimitives.ReadUInt64LittleEndian(identifier).ToString(CultureInfo.InvariantCulture), UsualSegmentSize);
    }
}
