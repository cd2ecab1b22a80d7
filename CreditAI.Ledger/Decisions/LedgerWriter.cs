using CreditAI.Ledger.Chain;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Schema;
using CreditAI.Ledger.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.Ledger.Decisions;

/// <summary>
/// Group commit: a writer commits what arrived during the commits before, so the cost of a flush is shared by all who wait, and a lone
/// decision waits for nobody.
/// </summary>
internal sealed class LedgerWriter(
    NpgsqlDataSource dataSource,
    LedgerSchema schema,
    ApplicantVault vault,
    SubjectIndex index,
    LedgerBreaker breaker,
    BatchBell bell,
    LedgerMetrics metrics,
    TimeProvider time,
    IOptions<LedgerOptions> options,
    ILogger<LedgerWriter> logger) : BackgroundService, IDecisionLedger
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);

    private readonly LedgerOptions _options = options.Value;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProtectedGroups _groups = new();
    private readonly SubmissionQueue _queue = new(); // Read by the writers, and by whoever refuses what waits.
    private int _waiting; // Decisions in the queue.

    /// <summary>Holds the server back until a writer is ready, so that a replica that listens can decide; where PostgreSQL is away it listens all the same.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        LedgerLog.SealsBy(logger, SodiumGcm.IsSodiumUsed ? "libsodium" : "the framework's AES-GCM");
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_reached.Task, Task.Delay(StartPatience, time, cancellationToken));
    }

    public SealedDecision Seal(DecisionRecord decision)
        => _reached.Task.IsCompleted ? SealedDecision.Seal(decision, vault, index) : throw breaker.Refusal();

    public Task<Appended> AppendAsync(SealedDecision decision)
    {
        if (Admit(1) is { } refusal)
        {
            return Task.FromException<Appended>(refusal);
        }

        var submission = new SingleSubmission(decision);
        Submit(submission);
        return submission.Answered;
    }

    public Task<Appended[]> AppendAsync(IReadOnlyList<SealedDecision> decisions)
    {
        if (Admit(decisions.Count) is { } refusal)
        {
            return Task.FromException<Appended[]>(refusal);
        }

        var submission = new ListSubmission([.. decisions]);
        Submit(submission);
        return submission.Answered;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Requests in flight are finished before the host stops; what arrives after that is refused.
        await using var stop = stoppingToken.Register(_queue.Complete);
        await Task.WhenAll(Enumerable.Range(0, _options.Writers).Select(writer => RunAsync(writer, stoppingToken)));
        RefuseWaiting(breaker.Refusal("The service is stopping."));
    }

    /// <returns>Null when the decisions may wait for a commit, and are counted among those that do.</returns>
    private LedgerUnavailableException? Admit(int count)
    {
        if (breaker.Refuses)
        {
            return breaker.Refusal();
        }

        if (Interlocked.Add(ref _waiting, count) is var waiting && waiting > _options.MaxWaiting && waiting > count)
        {
            Interlocked.Add(ref _waiting, -count);
            return breaker.Refusal("Too many decisions wait to be committed.");
        }

        return null;
    }

    private void Submit(Submission submission)
    {
        if (!_queue.TryAdd(submission))
        {
            Interlocked.Add(ref _waiting, -submission.Decisions.Length);
            submission.Refuse(breaker.Refusal("The service is stopping."));
        }
        else if (breaker.Refuses)
        {
            RefuseWaiting(breaker.Refusal()); // It broke between the look and the write, and nobody may be reading.
        }
    }

    private async Task RunAsync(int writer, CancellationToken stoppingToken)
    {
        await using var chain = new ChainWriter(dataSource, _groups, _options, time);
        var next = new NextBatch(_queue, _options.MaxBatch);
        while (await ReachAsync(writer, chain, stoppingToken) && await next.WaitAsync())
        {
            var batch = next.Take();
            Interlocked.Add(ref _waiting, -batch.Sum(submission => submission.Decisions.Length));
            if (batch.Count > 0 && !await CommitAsync(writer, chain, batch))
            {
                Interlocked.Add(ref _waiting, -next.Refuse(breaker.Refusal()));
                await Task.Delay(_options.BreakFor, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        next.Refuse(breaker.Refusal("The service is stopping."));
    }

    /// <summary>Holds on until PostgreSQL, the schema and the keys are there.</summary>
    /// <returns>False when the service stops before.</returns>
    private async Task<bool> ReachAsync(int writer, ChainWriter chain, CancellationToken stoppingToken)
    {
        if (!chain.IsHeld)
        {
            breaker.Lose(writer);
        }

        while (true)
        {
            try
            {
                await schema.Ready.WaitAsync(stoppingToken);
                using var timeout = new CancellationTokenSource(_options.CommitTimeout, time);
                await index.PrepareAsync(timeout.Token);
                await vault.PrepareAsync(timeout.Token);
                await chain.EnsureAsync(timeout.Token);
                breaker.Close(writer);
                _reached.TrySetResult();
                return true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return false;
            }
            catch (MigrationException)
            {
                return false; // The host stops, and the schema has said why.
            }
            catch (Exception exception)
            {
                breaker.Open();
                LedgerLog.NotReached(logger, exception.Message);
                RefuseWaiting(breaker.Refusal(exception));
                await chain.ReleaseAsync();
            }

            await Task.Delay(_options.BreakFor, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> CommitAsync(int writer, ChainWriter chain, List<Submission> batch)
    {
        var started = time.GetTimestamp();
        breaker.CommitBegins(writer);
        try
        {
            using var timeout = new CancellationTokenSource(_options.CommitTimeout, time);
            var answers = await chain.CommitAsync([.. batch.SelectMany(submission => submission.Decisions)], timeout.Token);
            metrics.Committed(answers.Length, time.GetElapsedTime(started));
            Answer(batch, answers);
            bell.Ring();
            return true;
        }
        catch (Exception exception)
        {
            metrics.Failed(time.GetElapsedTime(started));
            LedgerLog.BatchFailed(logger, batch.Sum(submission => submission.Decisions.Length), exception.Message);
            breaker.Open();
            var refusal = breaker.Refusal(exception);
            batch.ForEach(submission => submission.Refuse(refusal));
            RefuseWaiting(refusal);
            await chain.ReleaseAsync();
            return false;
        }
        finally
        {
            breaker.CommitEnds(writer);
        }
    }

    private static void Answer(List<Submission> batch, Appended[] answers)
    {
        var from = 0;
        foreach (var submission in batch)
        {
            submission.Answer(new ArraySegment<Appended>(answers, from, submission.Decisions.Length));
            from += submission.Decisions.Length;
        }
    }

    private void RefuseWaiting(LedgerUnavailableException refusal)
    {
        while (_queue.TryTakeSingle(out var submission) || _queue.TryTakeList(out submission))
        {
            Interlocked.Add(ref _waiting, -submission.Decisions.Length);
            submission.Refuse(refusal);
        }
    }
}
