using System.Runtime.CompilerServices;
using CreditAI.Ledger.Chain;

namespace CreditAI.Ledger.Verification;

/// <summary>
/// Follows one chain from batch to batch: that each joins up with the one before it, and that the chain ends where the ledger says. What the
/// batches hold is verified stretch by stretch, so that memory does not grow with the chain.
/// </summary>
internal sealed class ChainWalk(ChainTables tables, ChainHead recorded)
{
    // Some 30 MB of row hashes at the most.
    private const int BatchesAtOnce = 1024;

    private readonly List<Findings> _stretches = [];
    private readonly Findings _links = new(recorded.Chain);
    private BatchRow? _last;

    /// <summary>Complete once every stretch was verified: the chain's links, and then stretch by stretch.</summary>
    public IEnumerable<Findings> Findings => _stretches.Prepend(_links);

    private long Number => _last?.Number ?? 0;

    private long Position => _last?.Last ?? 0;

    private byte[] Hash => _last?.Hash ?? LedgerHash.Zero;

    /// <param name="from">Only batches committed from then on; null from the beginning.</param>
    /// <param name="to">Only batches committed until then; null to the end, and that nothing is behind it.</param>
    public async IAsyncEnumerable<Stretch> StretchesAsync(DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _last = from is null ? null : await tables.BatchBeforeAsync(recorded.Chain, from.Value, cancellationToken);
        while (await tables.BatchesAsync(recorded.Chain, Number, BatchesAtOnce, to, cancellationToken) is { Count: > 0 } batches)
        {
            var findings = new Findings(recorded.Chain) { Batches = batches.Count };
            var first = Position + 1;
            batches.ForEach(Follow);
            _stretches.Add(findings);
            yield return new Stretch(findings, first, batches);
        }

        if (to is null)
        {
            RequireEnd();
            await tables.DecisionsAsync(recorded.Chain, Position + 1, long.MaxValue, row => _links.Report(
                LedgerFaultKind.Inserted, null, row.Position, row.Id, "a decision behind the chain's last batch"), cancellationToken);
        }
    }

    private void Follow(BatchRow batch)
    {
        var expected = Number + 1;
        if (batch.Number != expected)
        {
            _links.Report(LedgerFaultKind.Removed, expected, null, null, batch.Number - expected > 1 ? $"batches {expected} to {batch.Number - 1} are gone" : $"batch {expected} is gone");
        }
        else
        {
            RequireLink(batch);
        }

        _last = batch;
    }

    private void RequireLink(BatchRow batch)
    {
        if (!batch.Previous.AsSpan().SequenceEqual(Hash))
        {
            _links.Report(LedgerFaultKind.Edited, batch.Number, null, null, "the batch does not follow the one before it: one of the two was replaced");
        }

        if (batch.First != Position + 1)
        {
            _links.Report(LedgerFaultKind.Edited, batch.Number, null, null, $"the batch begins at position {batch.First} where the one before it ends at {Position}");
        }
    }

    private void RequireEnd()
    {
        if (recorded.Batches != Number || recorded.Position != Position || !recorded.Hash.AsSpan().SequenceEqual(Hash))
        {
            _links.Report(
                recorded.Batches > Number ? LedgerFaultKind.Removed : LedgerFaultKind.HeadMismatch, Number, null, null,
                $"the chain says it ends with batch {recorded.Batches} at position {recorded.Position}, and its batches end with {Number} at {Position}");
        }
    }
}
