using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Documents;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.FairnessWorker.Training;

/// <summary>
/// Takes runs from the queue, one at a time, and orders what is scheduled. A run is this replica's by a lease that it renews; cancelled, it stops within
/// a third of that.
/// </summary>
internal sealed class TrainingService(
    TrainingQueue queue, TrainingSchedules schedules, TrainingRunner runner, Follower follower, TrainingMetrics metrics, TimeProvider time,
    IOptions<TrainingOptions> options, ILogger<TrainingService> logger) : BackgroundService
{
    private readonly Guid _worker = Guid.CreateVersion7(time.GetUtcNow());
    private readonly TrainingOptions _options = options.Value;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => follower.RunAsync(Channels.Training, LookAsync, stoppingToken);

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            metrics.Ordered(await schedules.FireAsync(cancellationToken));
            while (await queue.TakeAsync(_worker, _options.Lease, runner.HasKeys, cancellationToken) is { } run)
            {
                metrics.Waiting(await queue.CountAsync(cancellationToken));
                await WorkAsync(run, cancellationToken);
            }

            metrics.Waiting(await queue.CountAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            TrainingLog.LookFailed(logger, exception.Message);
        }

        return _options.LookEvery;
    }

    private async Task WorkAsync(TrainingRun run, CancellationToken cancellationToken)
    {
        TrainingLog.Taken(logger, run.Id, run.Attempts);
        var progress = new TrainingProgress();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync(run, progress, stop);
        (int? Version, string? Evidence, string? Error) outcome;
        bool isLost;
        try
        {
            outcome = await RunAsync(run, progress, stop.Token);
        }
        finally
        {
            // Where the database is away the run is nobody's when the lease is over, and is taken up again.
            await stop.CancelAsync();
            isLost = await beating;
        }

        if (outcome.Version is { } version)
        {
            End(run, RunState.Succeeded, await queue.SucceedAsync(run.Id, _worker, version, outcome.Evidence!, CancellationToken.None));
        }
        else if (outcome.Error is { } error)
        {
            End(run, RunState.Failed, await queue.FailAsync(run.Id, _worker, error, CancellationToken.None));
        }
        else if (cancellationToken.IsCancellationRequested)
        {
            await queue.ReleaseAsync(run.Id, _worker, CancellationToken.None);
        }
        else if (!isLost)
        {
            End(run, RunState.Cancelled, await queue.StoppedAsync(run.Id, _worker, CancellationToken.None));
        }
    }

    /// <returns>A version with its evidence, or what went wrong, or neither where it was stopped.</returns>
    private async Task<(int? Version, string? Evidence, string? Error)> RunAsync(TrainingRun run, TrainingProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var (version, evidence) = await runner.RunAsync(run, progress, cancellationToken);
            return (version, evidence, null);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return default;
        }
        catch (Exception exception) when (CauseOf(exception) is not (NpgsqlException or TimeoutException))
        {
            return (null, null, Describe(CauseOf(exception)));
        }
    }

    // A search trains on several threads.
    private static Exception CauseOf(Exception exception)
        => exception is AggregateException { InnerExceptions: [var first, ..] } ? CauseOf(first) : exception;

    private static string Describe(Exception exception)
        => exception is TrainingException or DatasetException or InvalidDocumentException or ArgumentException or CorruptObjectException or LostKeyException
            ? exception.Message
            : $"{exception.GetType().Name}: {exception.Message}";

    /// <returns>Whether the run is not this replica's any more.</returns>
    private async Task<bool> BeatAsync(TrainingRun run, TrainingProgress progress, CancellationTokenSource stop)
    {
        var heard = time.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(_options.Lease / 3, time, stop.Token);
                try
                {
                    if (!await queue.BeatAsync(run.Id, _worker, _options.Lease, progress.Step, progress.Share, stop.Token))
                    {
                        await stop.CancelAsync();
                        return false; // Whose it is shows when the end is written.
                    }

                    heard = time.GetTimestamp();
                }
                catch (Exception exception) when (exception is NpgsqlException or TimeoutException && time.GetElapsedTime(heard) < _options.Lease)
                {
                    TrainingLog.LookFailed(logger, exception.Message);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or NpgsqlException or TimeoutException)
        {
            var isLost = exception is not OperationCanceledException;
            await stop.CancelAsync();
            return isLost;
        }
    }

    private void End(TrainingRun run, string end, bool isOurs)
    {
        if (isOurs)
        {
            metrics.Ended(end);
            TrainingLog.Ended(logger, run.Id, end);
        }
        else
        {
            TrainingLog.Lost(logger, run.Id);
        }
    }
}
