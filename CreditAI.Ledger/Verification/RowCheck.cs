using CreditAI.Ledger.Chain;
using CreditAI.Ledger.Decisions;

namespace CreditAI.Ledger.Verification;

/// <summary>Holds the decisions of a stretch against the row hashes of its batches. Rows come in order of position.</summary>
internal sealed class RowCheck(int chain, List<BatchRow> batches, Action<LedgerFaultKind, long?, long?, Guid?, string> report)
{
    private byte[] _bytes = new byte[1024];
    private int _batch;
    private long _next = batches[0].First;

    /// <summary>Rows hashed.</summary>
    public long Rows { get; private set; }

    /// <summary>Decisions that retention has removed.</summary>
    public long Expired { get; private set; }

    public void Visit(DecisionRow row)
    {
        MissUntil(row.Position);
        var batch = Current;
        Rows++;
        if (row.Position < _next || batch is null || row.Position < batch.First)
        {
            report(LedgerFaultKind.Inserted, batch?.Number, row.Position, row.Id, "a decision that no batch wrote at this position");
            return;
        }

        _next = row.Position + 1;
        if (batch.IsExpired || batch.RowHashes!.Length != batch.Count * LedgerHash.Length)
        {
            return; // Nothing to hold it against: retention is under way, or the batch itself is reported.
        }

        Span<byte> hash = stackalloc byte[LedgerHash.Length];
        Hash(row, hash);
        if (!hash.SequenceEqual(batch.RowHash(row.Position)))
        {
            ReportChanged(row, batch);
        }
    }

    /// <summary>Reports what is missing at the end.</summary>
    public void Complete() => MissUntil(batches[^1].Last + 1);

    private BatchRow? Current => _batch < batches.Count ? batches[_batch] : null;

    private void MissUntil(long position)
    {
        while (Current is { } batch)
        {
            var end = Math.Min(position, batch.Last + 1);
            if (batch.IsExpired)
            {
                Expired += Math.Max(0, end - Math.Max(_next, batch.First));
            }
            else if (Math.Max(_next, batch.First) is var from && from < end)
            {
                report(
                    LedgerFaultKind.Removed, batch.Number, from, null,
                    end - from > 1 ? $"the decisions at positions {from} to {end - 1} are gone" : "the decision at this position is gone");
            }

            _next = Math.Max(_next, end);
            if (position <= batch.Last)
            {
                return;
            }

            _batch++;
        }
    }

    private void ReportChanged(DecisionRow row, BatchRow batch)
    {
        var place = DecisionId.Locate(row.Id);
        if (place is { } written && written != (chain, row.Position))
        {
            report(
                LedgerFaultKind.Reordered, batch.Number, row.Position, row.Id,
                $"a decision that was written to chain {written.Chain} at position {written.Position} stands here");
        }
        else
        {
            report(LedgerFaultKind.Edited, batch.Number, row.Position, row.Id, "the decision was edited");
        }
    }

    private void Hash(DecisionRow row, Span<byte> hash)
    {
        var length = LedgerHash.RowHeaderLength + row.Body.Length;
        if (_bytes.Length < length)
        {
            _bytes = new byte[length];
        }

        LedgerHash.WriteRowHeader(_bytes, chain, row.Position, row.Id, row.ModelVersion, row.Decision, row.Points);
        row.Body.CopyTo(_bytes.AsSpan(LedgerHash.RowHeaderLength));
        LedgerHash.OfRow(_bytes.AsSpan(0, length), hash);
    }
}
