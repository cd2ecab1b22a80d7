using CreditAI.Ledger.Decisions;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Chain;

/// <summary>Owns a chain and the connection that holds it, and commits batches at its end. One commit at a time.</summary>
internal sealed class ChainWriter(NpgsqlDataSource dataSource, ProtectedGroups groups, LedgerOptions options, TimeProvider time) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;
    private BatchCommand? _command;
    private ChainHead? _head;

    /// <summary>Whether it has a chain, and a connection to commit on.</summary>
    public bool IsHeld => _head is not null;

    /// <summary>Takes a chain, unless it holds one.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_head is not null)
        {
            return;
        }

        _connection ??= await dataSource.OpenConnectionAsync(cancellationToken);
        _command ??= new BatchCommand(_connection);
        _head = await _connection.QuerySingleAsync<ChainHead>(new CommandDefinition(
            "SELECT chain, batches, position, hash FROM ledger.take_chain()", cancellationToken: cancellationToken));
    }

    /// <summary>Commits the decisions that were not answered before.</summary>
    /// <param name="decisions">In order; no two of them with the same idempotency key.</param>
    /// <param name="cancellationToken">Ends a commit that takes too long. Whether it was written is then not known.</param>
    /// <returns>By the same index.</returns>
    public async Task<Appended[]> CommitAsync(SealedDecision[] decisions, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(decisions, cancellationToken);
            return Array.ConvertAll(decisions, decision => new Appended(decision.Id, AppendOutcome.Committed));
        }
        catch (PostgresException exception) when (IsKnownKey(exception))
        {
            return await CommitRestAsync(decisions, cancellationToken);
        }
    }

    /// <summary>Lets go of the chain, so that the next commit takes one anew: for after a failure, when where it ends is not known.</summary>
    public async Task ReleaseAsync()
    {
        var (connection, command) = (_connection, _command);
        (_connection, _command, _head) = (null, null, null);
        if (command is not null)
        {
            await command.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await ReleaseAsync();

    private static bool IsKnownKey(PostgresException exception) => exception is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "idempotency" };

    /// <summary>After a commit that was undone as a whole: what was answered before leaves, and the rest goes again.</summary>
    private async Task<Appended[]> CommitRestAsync(SealedDecision[] decisions, CancellationToken cancellationToken)
    {
        var answers = new Appended[decisions.Length];
        var open = Enumerable.Range(0, decisions.Length).ToList();
        await AnswerAsync(decisions, answers, open, cancellationToken);
        if (open.Count > 0)
        {
            var committed = await CommitAsync([.. open.Select(index => decisions[index])], cancellationToken);
            for (var index = 0; index < committed.Length; index++)
            {
                answers[open[index]] = committed[index];
            }
        }

        return answers;
    }

    private async Task WriteAsync(SealedDecision[] rows, CancellationToken cancellationToken)
    {
        // Where its lock was lost without its connection (a pooler, an administrator), the head has moved: take a chain once more.
        for (var again = false; ; again = true)
        {
            await EnsureAsync(cancellationToken);
            var codes = await groups.CodesAsync(_connection!, rows, cancellationToken);
            var now = time.GetUtcNow();
            var batch = new Batch(_head!, rows, Instant.Stored(now));
            if (await _command!.WriteAsync(batch, codes, now + options.KeepKeys, cancellationToken))
            {
                _head = batch.After;
                return;
            }

            await ReleaseAsync();
            if (again)
            {
                throw new InvalidOperationException("The chain's head moved twice while this writer held it.");
            }
        }
    }

    private async Task AnswerAsync(SealedDecision[] decisions, Appended[] answers, List<int> open, CancellationToken cancellationToken)
    {
        var keys = open.Select(index => decisions[index].Idempotency).OfType<IdempotencyKey>().Select(key => key.Key).ToArray();
        var known = await IdempotencyTable.FindAsync(_connection!, keys, cancellationToken);
        open.RemoveAll(index =>
        {
            if (decisions[index].Idempotency is not { } key || !known.TryGetValue(Convert.ToHexString(key.Key), out var first))
            {
                return false;
            }

            answers[index] = first.AnswerTo(key);
            return true;
        });
    }
}
