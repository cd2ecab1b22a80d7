using System.Threading.Channels;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Schema;
using CreditAI.Ledger.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.Ledger.Decisions;

/// <summary>
/// Group commit: one writer commits what arrived during the previous commit, so the cost of a flush is shared by all
/// who wait, and a lone decision waits for nobody.
/// </summary>
internal sealed class LedgerWriter(
    NpgsqlDataSource dataSource,
    LedgerSchema schema,
    BatchBell bell,
    LedgerMetrics metrics,
    TimeProvider time,
    IOptions<LedgerOptions> options,
    ILogger<LedgerWriter> logger) : BackgroundService, IDecisionLedger
{
    private readonly LedgerOptions _options = options.Value;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(options.Value.MaxWaiting) { SingleReader = true });

    private long _brokenUntil; // Timestamp of the time provider; 0 while commits succeed.

    public Task AppendAsync(DecisionRecord decision)
    {
        var broken = Volatile.Read(ref _brokenUntil);
        if (broken != 0 && time.GetTimestamp() < broken)
        {
            return Task.FromException(Unavailable("PostgreSQL does not answer.", null));
        }

        var waiting = new Waiting(decision);
        return _queue.Writer.TryWrite(waiting)
            ? waiting.Committed.Task
            : Task.FromException(Unavailable("Too many decisions wait to be committed, or the service is stopping.", null));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Requests in flight are finished before the host stops; what arrives after that is refused.
        await using var stop = stoppingToken.Register(() => _queue.Writer.TryComplete());
        var batch = new List<Waiting>(_options.MaxBatch);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
            }

            await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        if (!schema.Ready.IsCompletedSuccessfully)
        {
            Break();
            Refuse(batch, "The ledger's schema is not up to date yet.", null);
            return;
        }

        var started = time.GetTimestamp();
        try
        {
            await WriteAsync([.. batch.Select(waiting => waiting.Decision)]);
            metrics.Committed(batch.Count, time.GetElapsedTime(started));
            Mend();
            batch.ForEach(waiting => waiting.Committed.TrySetResult());
            bell.Ring();
        }
        catch (PostgresException exception) when (IsFaultOfARow(exception) && batch.Count > 1)
        {
            // One row that PostgreSQL refuses must not take its neighbours with it.
            foreach (var waiting in batch.ToArray())
            {
                await CommitAsync([waiting]);
            }
        }
        catch (PostgresException exception) when (IsFaultOfARow(exception))
        {
            LedgerLog.BatchFailed(logger, batch.Count, exception.SqlState);
            batch.ForEach(waiting => waiting.Committed.TrySetException(exception));
        }
        catch (Exception exception)
        {
            metrics.Failed(time.GetElapsedTime(started));
            LedgerLog.BatchFailed(logger, batch.Count, exception.Message);
            Break();
            Refuse(batch, "PostgreSQL does not answer.", exception);
        }
    }

    // Data exceptions, constraint violations, program limits (PostgreSQL's appendix A).
    private static bool IsFaultOfARow(PostgresException exception)
        => exception.SqlState.AsSpan(0, 2) is "22" or "23" or "54";

    private async Task WriteAsync(DecisionRecord[] rows)
    {
        using var timeout = new CancellationTokenSource(_options.CommitTimeout, time);
        await using var connection = await dataSource.OpenConnectionAsync(timeout.Token);
        await BatchInsert.ExecuteAsync(connection, rows, _options.CommitTimeout, timeout.Token);
    }

    private void Break()
        => Volatile.Write(ref _brokenUntil, time.GetTimestamp() + (long)(_options.BreakFor.TotalSeconds * time.TimestampFrequency));

    private void Mend()
    {
        if (Interlocked.Exchange(ref _brokenUntil, 0) != 0)
        {
            LedgerLog.Recovered(logger);
        }
    }

    private void Refuse(List<Waiting> batch, string message, Exception? cause)
    {
        var exception = Unavailable(message, cause);
        batch.ForEach(waiting => waiting.Committed.TrySetException(exception));
    }

    private LedgerUnavailableException Unavailable(string message, Exception? cause)
        => new(message, TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(_options.BreakFor.TotalSeconds))), cause);

    private sealed class Waiting(DecisionRecord decision)
    {
        public DecisionRecord Decision { get; } = decision;

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
