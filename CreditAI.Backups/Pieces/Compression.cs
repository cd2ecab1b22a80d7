namespace CreditAI.Backups.Pieces;

/// <summary>How the chunks of a piece are compressed; the number stands in the piece's header.</summary>
public enum Compression : byte
{
    None = 0,
    Zstandard = 1,
    Gzip = 2,
}
