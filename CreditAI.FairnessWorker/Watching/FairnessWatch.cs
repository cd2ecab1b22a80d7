using CreditAI.FairnessWorker.Judging;
using CreditAI.FairnessWorker.Measuring;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Notifications;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.FairnessWorker.Watching;

/// <summary>
/// Follows the ledger: counts what is new, judges, writes findings. A notification wakes it, and it looks now and then besides. Any number of
/// replicas may run: the one that holds the lease works, and another takes over when it is heard of no more.
/// </summary>
internal sealed class FairnessWatch(
    LedgerCounter counter,
    FairnessJudge judge,
    FairnessMetrics metrics,
    Follower follower,
    TimeProvider time,
    IOptions<FairnessOptions> options,
    ILogger<FairnessWatch> logger) : BackgroundService
{
    private readonly FairnessOptions _options = options.Value;
    private long? _judged; // When, by the clock's timestamps.
    private volatile string? _problem = "The ledger has not been looked at yet.";

    /// <summary>Why the last look at the ledger failed; null when it did not.</summary>
    public string? Problem => _problem;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await follower.RunAsync(Channels.Batch, LookAsync, stoppingToken);
        await ReleaseAsync();
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await CatchUpAsync(cancellationToken) && IsTimeToJudge)
            {
                await judge.JudgeAsync(cancellationToken);
                _judged = time.GetTimestamp();
            }

            _problem = null;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            _problem = exception.Message;
            WatchLog.LookFailed(logger, exception.Message);
        }
        catch (FormatException exception)
        {
            // Bytes that are no decision's are for the ledger's verification to find; what comes after them waits, uncounted and not lost.
            _problem = $"A decision cannot be read: {exception.Message}. 'creditai ledger verify' says where.";
            WatchLog.LookFailed(logger, _problem);
        }

        return _options.LookEvery < _options.JudgeEvery ? _options.LookEvery : _options.JudgeEvery;
    }

    private bool IsTimeToJudge => _judged is not { } judged || time.GetElapsedTime(judged) >= _options.JudgeEvery;

    /// <returns>Whether this replica is the one that counts.</returns>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        CountedPage page;
        do
        {
            page = await counter.CountNextAsync(_options.Page, cancellationToken);
            metrics.Counted(page, await counter.LagAsync(cancellationToken));
        }
        while (page.HasMore);
        return page.IsHeld;
    }

    private async Task ReleaseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            await counter.ReleaseAsync(patience.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            WatchLog.LookFailed(logger, exception.Message); // The lease ends by itself.
        }
    }
}
