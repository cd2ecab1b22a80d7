using CreditAI.Backups.Pieces;

namespace CreditAI.Backups.Base;

/// <summary>How base backups are taken.</summary>
public sealed class BaseBackupOptions
{
    /// <summary>Connections that read at the same time. 1 to 32.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>The most bytes read from the server in a second; 0 for no limit. The default keeps nine tenths of a busy server's throughput.</summary>
    public long BytesPerSecond { get; init; } = 16 * 1024 * 1024;

    /// <summary>How much of the cluster goes into one object, in bytes before compression.</summary>
    public int PieceSize { get; init; } = 32 * 1024 * 1024;

    public Compression Compression { get; init; } = Compression.Zstandard;

    /// <summary>How long the WAL of a backup is waited for.</summary>
    public TimeSpan WalPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the server's WAL summarizer is waited for before page headers are scanned.</summary>
    public TimeSpan SummaryPatience { get; init; } = TimeSpan.FromSeconds(30);
}
