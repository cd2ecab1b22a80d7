using System.Security.Cryptography;
using CreditAI.Ledger.Chain;

namespace CreditAI.Ledger.Verification;

/// <summary>Batches of a chain that follow one another, and what they hold: verified apart from what comes before and behind.</summary>
/// <param name="findings">Receives what is found.</param>
/// <param name="first">The position behind the batch before: rows are looked for from there.</param>
/// <param name="batches">At least one.</param>
internal sealed class Stretch(Findings findings, long first, List<BatchRow> batches)
{
    private long Last => batches[^1].Last;

    public async Task VerifyAsync(ChainTables tables, CancellationToken cancellationToken)
    {
        batches.ForEach(CheckHash);
        var rows = new RowCheck(findings.Chain, batches, findings.Report);
        await tables.DecisionsAsync(findings.Chain, first, Last, rows.Visit, cancellationToken);
        rows.Complete();
        findings.Decisions += rows.Rows;
        findings.Expired += rows.Expired;
        CheckProtected(await tables.ProtectedAsync(findings.Chain, first, Last, cancellationToken));
    }

    private void CheckHash(BatchRow batch)
    {
        if (!batch.ComputeHash().AsSpan().SequenceEqual(batch.Hash))
        {
            findings.Report(LedgerFaultKind.Edited, batch.Number, null, null, "the batch's hash is not of what it says");
        }

        if (batch.RowHashes is { } hashes && (hashes.Length != batch.Count * LedgerHash.Length || !SHA256.HashData(hashes).AsSpan().SequenceEqual(batch.RowsHash)))
        {
            findings.Report(LedgerFaultKind.Edited, batch.Number, null, null, "the batch's row hashes were edited");
        }
    }

    private void CheckProtected(Dictionary<long, (byte[] Salt, string?[] Said)> found)
    {
        foreach (var batch in batches.Where(batch => !batch.IsExpired))
        {
            var has = !batch.GuardedHash.AsSpan().SequenceEqual(LedgerHash.Zero);
            if (found.Remove(batch.First, out var row) != has)
            {
                ReportProtected(batch.Number, null, has ? "the batch's protected attributes are gone" : "protected attributes were added to a batch that had none");
            }
            else if (has && (row.Said.Length != batch.Count || !LedgerHash.OfGuarded(row.Salt, row.Said).AsSpan().SequenceEqual(batch.GuardedHash)))
            {
                ReportProtected(batch.Number, null, "the batch's protected attributes were edited");
            }
        }

        foreach (var position in found.Keys.Except(batches.Where(batch => batch.IsExpired).Select(batch => batch.First)))
        {
            ReportProtected(null, position, "protected attributes stand where no batch begins");
        }
    }

    private void ReportProtected(long? batch, long? position, string message)
        => findings.Report(LedgerFaultKind.ProtectedEdited, batch, position, null, message);
}
