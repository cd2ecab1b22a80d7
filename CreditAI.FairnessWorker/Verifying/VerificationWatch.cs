using CreditAI.FairnessWorker.Looking;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Schema;
using CreditAI.Ledger.Verification;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.FairnessWorker.Verifying;

/// <summary>Holds the ledger against its hashes, what is new every hour and the whole every day, on the replica that has the lease.</summary>
internal sealed class VerificationWatch(
    NpgsqlDataSource database, CheckpointAccess checkpoints, FairnessLease lease, VerificationMetrics metrics, IOptions<VerificationOptions> options, LedgerSchema schema, TimeProvider time,
    ILogger<VerificationWatch> logger) : LedgerLoop(schema, time)
{
    // A batch may be committed a little later than it says.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _whole;
    private DateTimeOffset? _last;
    private int _faults;

    protected override async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await lease.HoldAsync(database, cancellationToken))
            {
                metrics.Forget(); // What another replica has seen since is not known here.
                return options.Value.Every < Retry ? options.Value.Every : Retry;
            }

            await VerifyAsync(cancellationToken);
            return options.Value.Every;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            VerificationLog.NotVerified(logger, exception.Message);
            return Retry;
        }
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var isWhole = _whole is null || now - _whole >= options.Value.WholeEvery;
        using var verifier = await checkpoints.OpenAsync(cancellationToken);
        var report = await new LedgerVerifier(database, verifier?.Checkpoints).VerifyAsync(isWhole ? null : _last - Overlap, null, parallel: 1, cancellationToken);
        var audit = await AuditChain.VerifyAsync(database, verifier?.Checkpoints.AuditHeads, cancellationToken);

        var faults = report.Faults.Count + (audit.Holds ? 0 : 1);
        _faults = isWhole ? faults : Math.Max(_faults, faults); // One found in what was new then is out of sight until the whole is verified.
        (_whole, _last) = (isWhole ? now : _whole, now);
        metrics.Ended(report.Decisions, _faults, now);
        if (report.Faults is [var first, ..])
        {
            VerificationLog.Broken(logger, report.Faults.Count, first.Kind.ToString(), first.Chain, first.Batch, first.Position, first.Message);
        }

        if (audit.Faults is [var wrong, ..])
        {
            VerificationLog.AuditBroken(logger, wrong.Number, wrong.Message);
        }

        if (faults == 0)
        {
            VerificationLog.Holds(logger, report.Decisions, report.Checkpoints);
        }
    }
}
