using CreditAI.Ledger.Chain;

namespace CreditAI.Ledger.Verification;

/// <summary>A row of ledger.batch.</summary>
internal sealed record BatchRow(
    int Chain, long Number, long First, int Count, DateTimeOffset CommittedAt, byte[] Previous, byte[]? RowHashes, byte[] RowsHash, byte[] GuardedHash, byte[] Hash)
{
    public long Last => First + Count - 1;

    public bool IsExpired => RowHashes is null;

    public byte[] ComputeHash() => LedgerHash.OfBatch(Chain, Number, First, Count, CommittedAt, Previous, RowsHash, GuardedHash);

    public ReadOnlySpan<byte> RowHash(long position) => RowHashes.AsSpan((int)(position - First) * LedgerHash.Length, LedgerHash.Length);
}
