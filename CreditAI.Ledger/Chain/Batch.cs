using System.Security.Cryptography;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Keys;

namespace CreditAI.Ledger.Chain;

/// <summary>Decisions in their places behind a chain's head, hashed: what one commit writes.</summary>
internal sealed class Batch
{
    private const int SaltLength = 16;

    /// <param name="head">Where the chain ends now.</param>
    /// <param name="rows">In order; each gets its place here.</param>
    /// <param name="committedAt">UTC, to the microsecond.</param>
    public Batch(ChainHead head, SealedDecision[] rows, DateTimeOffset committedAt)
    {
        (Before, Rows, CommittedAt) = (head, rows, committedAt);
        RowHashes = new byte[rows.Length * LedgerHash.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            rows[index].Place(head.Chain, First + index, RowHashes.AsSpan(index * LedgerHash.Length, LedgerHash.Length));
        }

        RowsHash = SHA256.HashData(RowHashes);
        GuardedHash = LedgerHash.Zero;
        if (Array.Exists(rows, row => row.Protected is not null))
        {
            Salt = new byte[SaltLength];
            SecretBytes.Fill(Salt);
            GuardedHash = LedgerHash.OfGuarded(Salt, rows.Select(row => row.Protected));
        }

        Hash = LedgerHash.OfBatch(head.Chain, Number, First, rows.Length, committedAt, head.Hash, RowsHash, GuardedHash);
    }

    public ChainHead Before { get; }

    public ChainHead After => new(Before.Chain, Number, Before.Position + Rows.Length, Hash);

    public SealedDecision[] Rows { get; }

    public long Number => Before.Batches + 1;

    /// <summary>Position of the first decision.</summary>
    public long First => Before.Position + 1;

    public DateTimeOffset CommittedAt { get; }

    public byte[] RowHashes { get; }

    public byte[] RowsHash { get; }

    /// <summary>Null when no decision has protected attributes.</summary>
    public byte[]? Salt { get; }

    public byte[] GuardedHash { get; }

    public byte[] Hash { get; }
}
