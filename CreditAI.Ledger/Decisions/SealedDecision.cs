using CreditAI.Ledger.Chain;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Records;

namespace CreditAI.Ledger.Decisions;

/// <summary>A decision ready to be written but for its place, which its batch gives it.</summary>
internal sealed class SealedDecision
{
    [ThreadStatic]
    private static RecordWriter? _writer;

    private readonly byte[] _row;

    private SealedDecision(DecisionRecord record, byte[] row, int keyId, byte[] key, long application, long? applicant)
        => (Record, _row, KeyId, Key, Application, Applicant) = (record, row, keyId, key, application, applicant);

    public DecisionRecord Record { get; }

    public int KeyId { get; }

    public byte[] Key { get; }

    /// <summary>Keyed hash of the application id.</summary>
    public long Application { get; }

    public long? Applicant { get; }

    public Guid Id { get; private set; }

    public ReadOnlyMemory<byte> Body => _row.AsMemory(LedgerHash.RowHeaderLength);

    /// <summary>On the caller's thread, so that sealing runs beside the writers.</summary>
    public static SealedDecision Seal(DecisionRecord record, ApplicantVault vault, SubjectIndex index)
    {
        var writer = _writer ??= new RecordWriter();
        writer.Clear();
        record.Application.Write(writer);
        var application = vault.Seal(writer.Written);
        writer.Clear();
        DecisionBody.Write(writer, record, application.Content);
        var row = new byte[LedgerHash.RowHeaderLength + writer.Written.Length];
        writer.Written.CopyTo(row.AsSpan(LedgerHash.RowHeaderLength));
        return new SealedDecision(
            record, row, application.KeyId, application.Key, index.Lead(record.Application.ApplicationId),
            record.Application.ApplicantId is { } applicant ? index.Lead(applicant) : null);
    }

    /// <param name="chain">Its chain.</param>
    /// <param name="position">Its position there.</param>
    /// <param name="hash">Receives the row's hash.</param>
    public void Place(int chain, long position, Span<byte> hash)
    {
        Id = DecisionId.Create(Record.DecidedAt, chain, position);
        LedgerHash.WriteRowHeader(_row, chain, position, Id, Record.ModelVersion, Record.Decision.ToLetter(), Record.Points);
        LedgerHash.OfRow(_row, hash);
    }
}
