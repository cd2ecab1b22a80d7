using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Champions;
using CreditAI.ScoringApi.Explanations;
using Npgsql;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Decides the lines of a batch, a chunk at a time; each chunk by one champion whole.</summary>
internal sealed class BatchDecider(DecisionServices services, RequestKey? key)
{
    // Behind so many, what else waits for the processor has its turn: the commit under way, single decisions.
    private const int LinesAtOnce = 32;

    /// <param name="lines">Disposed of.</param>
    /// <param name="cancellationToken">Ends the wait for room. What has begun is decided to its end.</param>
    /// <returns>Once there is room for one more chunk: what becomes of it.</returns>
    public async Task<Task<BatchChunk>> BeginAsync(LineChunk lines, CancellationToken cancellationToken)
    {
        try
        {
            await services.Streams.EnterAsync(cancellationToken);
        }
        catch
        {
            lines.Dispose();
            throw;
        }

        return DecideAsync(lines);
    }

    private async Task<BatchChunk> DecideAsync(LineChunk lines)
    {
        await Task.Yield(); // The reader goes on to the next chunk.
        try
        {
            var received = services.Time.GetTimestamp();
            var chunk = await ParseAsync(lines, received);
            if (chunk.Decisions.Count > 0)
            {
                await RecordAsync(chunk, received);
            }

            return chunk;
        }
        finally
        {
            services.Streams.Leave();
        }
    }

    private async Task<BatchChunk> ParseAsync(LineChunk lines, long received)
    {
        await services.Streams.BeginWorkAsync();
        try
        {
            var models = services.Models.Contest!;
            var chunk = new BatchChunk(lines.Lines.Count);
            for (var index = 0; index < lines.Lines.Count; index++)
            {
                if (index % LinesAtOnce == LinesAtOnce - 1)
                {
                    await Task.Yield();
                }

                Parse(lines, index, models, received, chunk);
            }

            return chunk;
        }
        finally
        {
            services.Streams.EndWork();
            lines.Dispose();
        }
    }

    private void Parse(LineChunk lines, int index, Contest models, long received, BatchChunk chunk)
    {
        var (number, _, length) = lines.Lines[index];
        var errors = new FieldErrors();
        if (length < 0)
        {
            errors.Add("line", $"must have at most {RequestBody.MaxLength} bytes");
        }
        else if (lines[index].Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }
        else if (ApplicationParser.Parse(lines[index], models.Champion.Scorecard, models.Challenger?.Scorecard, needsId: true, errors) is { } application)
        {
            Seal(number, services.Decider.Decide(application, models, received, key?.Of(number, lines[index])), chunk);
            return;
        }

        services.Metrics.Refused(StatusCodes.Status400BadRequest);
        chunk.Refuse(number, StatusCodes.Status400BadRequest, errors.ByField);
    }

    private void Seal(long number, Decided decided, BatchChunk chunk)
    {
        try
        {
            chunk.Add(number, decided, services.Ledger.Seal(decided.Record));
        }
        catch (LedgerUnavailableException exception)
        {
            chunk.Refuse(number, exception.Message);
        }
    }

    private async Task RecordAsync(BatchChunk chunk, long received)
    {
        try
        {
            var appended = await services.Ledger.AppendAsync(chunk.Decisions);
            services.Metrics.Decided(chunk.Decisions, appended, services.Time.GetElapsedTime(received));
            await chunk.AnswerAsync(appended, services);
        }
        catch (LedgerUnavailableException exception)
        {
            chunk.Fail(exception.Message);
        }
        catch (Exception exception) when (exception is NpgsqlException or ArtifactException)
        {
            chunk.Fail("What was answered before cannot be read back at the moment."); // Its message is for the log, not for callers.
        }
    }
}
