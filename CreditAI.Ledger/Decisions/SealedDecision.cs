using CreditAI.Ledger.Chain;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Records;
using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Decisions;

/// <summary>
/// A decision ready to be written but for its place, which its batch gives it. It keeps nothing of the record it was made of: thousands of them wait
/// for a commit, and all that they hold outlives the garbage collector's first generation.
/// </summary>
public sealed class SealedDecision
{
    [ThreadStatic]
    private static (RecordWriter Content, RecordWriter Row)? _writers;

    // Header, body, and behind them the key, wrapped, which is not hashed: one object that waits for its commit, not two.
    private readonly byte[] _row;
    private readonly DateTimeOffset _decidedAt;

    private SealedDecision(DecisionRecord record, byte[] row, int keyId, long application, long? applicant)
    {
        (_row, KeyId, Application, Applicant, _decidedAt) = (row, keyId, application, applicant, record.DecidedAt);
        (ModelVersion, Decision, Points, Protected, Idempotency) = (record.ModelVersion, record.Decision, record.Points, record.Protected, record.Idempotency);
    }

    /// <inheritdoc cref="DecisionRecord.ModelVersion"/>
    public int ModelVersion { get; }

    /// <inheritdoc cref="DecisionRecord.Decision"/>
    public Decision Decision { get; }

    internal double Points { get; }

    internal string? Protected { get; }

    internal IdempotencyKey? Idempotency { get; }

    internal int KeyId { get; }

    /// <summary>The decision's own key, wrapped.</summary>
    internal ReadOnlyMemory<byte> Key => _row.AsMemory(_row.Length - ApplicantVault.WrappedLength);

    /// <summary>Keyed hash of the application id.</summary>
    internal long Application { get; }

    internal long? Applicant { get; }

    internal Guid Id { get; private set; }

    internal ReadOnlyMemory<byte> Body => _row.AsMemory(LedgerHash.RowHeaderLength, _row.Length - LedgerHash.RowHeaderLength - ApplicantVault.WrappedLength);

    /// <summary>On the caller's thread, so that sealing runs beside the writers.</summary>
    internal static SealedDecision Seal(DecisionRecord record, ApplicantVault vault, SubjectIndex index)
    {
        var (content, row) = _writers ??= (new RecordWriter(), new RecordWriter());
        content.Clear();
        record.Application.Write(content);
        row.Clear();
        row.Take(LedgerHash.RowHeaderLength);
        Span<byte> key = stackalloc byte[ApplicantVault.WrappedLength];
        var keyId = vault.Seal(content.Written, DecisionBody.Write(row, record, content.Written.Length + ApplicantVault.Overhead), key);
        row.Bytes(key);
        return new SealedDecision(
            record, row.Written.ToArray(), keyId, index.Lead(record.Application.ApplicationId),
            record.Application.ApplicantId is { } applicant ? index.Lead(applicant) : null);
    }

    /// <param name="chain">Its chain.</param>
    /// <param name="position">Its position there.</param>
    /// <param name="hash">Receives the row's hash.</param>
    internal void Place(int chain, long position, Span<byte> hash)
    {
        Id = DecisionId.Create(_decidedAt, chain, position);
        LedgerHash.WriteRowHeader(_row, chain, position, Id, ModelVersion, Decision.ToLetter(), Points);
        LedgerHash.OfRow(_row.AsSpan(0, _row.Length - ApplicantVault.WrappedLength), hash);
    }
}
