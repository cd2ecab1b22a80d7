using System.Security.Cryptography;
using CreditAI.Ledger.Chain;

namespace CreditAI.Ledger.Verification;

/// <summary>Verifies one chain, in stretches, so that memory does not grow with it.</summary>
internal sealed class ChainVerifier(ChainTables tables, int chain)
{
    private const int BatchesAtOnce = 4096;

    private readonly List<LedgerFault> _faults = [];
    private BatchRow? _last;

    public long Batches { get; private set; }

    public long Decisions { get; private set; }

    public long Expired { get; private set; }

    public IReadOnlyList<LedgerFault> Faults => _faults;

    /// <summary>Number of the last batch looked at, its hash and its last position; those of an empty chain where there was none.</summary>
    public ChainHead Head => _last is { } last ? new ChainHead(chain, last.Number, last.Last, last.Hash) : new ChainHead(chain, 0, 0, LedgerHash.Zero);

    /// <param name="before">Where to begin: the batch before the first one, and null at the chain's beginning.</param>
    /// <param name="to">Only batches committed until then.</param>
    public async Task RunAsync(BatchRow? before, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        _last = before;
        while (await tables.BatchesAsync(chain, _last?.Number ?? 0, BatchesAtOnce, to, cancellationToken) is { Count: > 0 } batches)
        {
            await StretchAsync(batches, cancellationToken);
        }
    }

    /// <summary>Looks for rows behind the last batch: nothing wrote them.</summary>
    public Task RequireNothingBehindAsync(CancellationToken cancellationToken)
        => tables.DecisionsAsync(chain, Head.Position + 1, long.MaxValue, row => Report(
            LedgerFaultKind.Inserted, null, row.Position, row.Id, "a decision behind the chain's last batch"), cancellationToken);

    public void RequireHead(ChainHead recorded)
    {
        if (recorded.Batches != Head.Batches || recorded.Position != Head.Position || !recorded.Hash.AsSpan().SequenceEqual(Head.Hash))
        {
            Report(
                recorded.Batches > Head.Batches ? LedgerFaultKind.Removed : LedgerFaultKind.HeadMismatch, Head.Batches, null, null,
                $"the chain says it ends with batch {recorded.Batches} at position {recorded.Position}, and its batches end with {Head.Batches} at {Head.Position}");
        }
    }

    private async Task StretchAsync(List<BatchRow> batches, CancellationToken cancellationToken)
    {
        var first = (_last?.Last ?? 0) + 1;
        foreach (var batch in batches)
        {
            CheckLink(batch);
            CheckHash(batch);
            _last = batch;
            Batches++;
        }

        var rows = new RowCheck(chain, batches, Report);
        await tables.DecisionsAsync(chain, first, batches[^1].Last, rows.Visit, cancellationToken);
        rows.Complete();
        Decisions += rows.Rows;
        Expired += rows.Expired;
        CheckProtected(batches, await tables.ProtectedAsync(chain, first, batches[^1].Last, cancellationToken));
    }

    private void CheckLink(BatchRow batch)
    {
        var expected = (_last?.Number ?? 0) + 1;
        if (batch.Number != expected)
        {
            Report(LedgerFaultKind.Removed, expected, null, null, batch.Number - expected > 1 ? $"batches {expected} to {batch.Number - 1} are gone" : $"batch {expected} is gone");
            return;
        }

        if (!batch.Previous.AsSpan().SequenceEqual(_last?.Hash ?? LedgerHash.Zero))
        {
            Report(LedgerFaultKind.Edited, batch.Number, null, null, "the batch does not follow the one before it: one of the two was replaced");
        }

        if (batch.First != (_last?.Last ?? 0) + 1)
        {
            Report(LedgerFaultKind.Edited, batch.Number, null, null, $"the batch begins at position {batch.First} where the one before it ends at {_last?.Last ?? 0}");
        }
    }

    private void CheckHash(BatchRow batch)
    {
        if (!batch.ComputeHash().AsSpan().SequenceEqual(batch.Hash))
        {
            Report(LedgerFaultKind.Edited, batch.Number, null, null, "the batch's hash is not of what it says");
        }

        if (batch.RowHashes is { } hashes && (hashes.Length != batch.Count * LedgerHash.Length || !SHA256.HashData(hashes).AsSpan().SequenceEqual(batch.RowsHash)))
        {
            Report(LedgerFaultKind.Edited, batch.Number, null, null, "the batch's row hashes were edited");
        }
    }

    private void CheckProtected(List<BatchRow> batches, Dictionary<long, (byte[] Salt, string?[] Said)> found)
    {
        foreach (var batch in batches.Where(batch => !batch.IsExpired))
        {
            var has = !batch.GuardedHash.AsSpan().SequenceEqual(LedgerHash.Zero);
            if (found.Remove(batch.First, out var row) != has)
            {
                Report(LedgerFaultKind.ProtectedEdited, batch.Number, null, null, has ? "the batch's protected attributes are gone" : "protected attributes were added to a batch that had none");
            }
            else if (has && (row.Said.Length != batch.Count || !LedgerHash.OfGuarded(row.Salt, row.Said).AsSpan().SequenceEqual(batch.GuardedHash)))
            {
                Report(LedgerFaultKind.ProtectedEdited, batch.Number, null, null, "the batch's protected attributes were edited");
            }
        }

        foreach (var first in found.Keys.Except(batches.Where(batch => batch.IsExpired).Select(batch => batch.First)))
        {
            Report(LedgerFaultKind.ProtectedEdited, null, first, null, "protected attributes stand where no batch begins");
        }
    }

    private void Report(LedgerFaultKind kind, long? batch, long? position, Guid? id, string message)
    {
        if (_faults.Count < VerificationReport.MostFaults)
        {
            _faults.Add(new LedgerFault(kind, chain, batch, position, id, message));
        }
    }
}
