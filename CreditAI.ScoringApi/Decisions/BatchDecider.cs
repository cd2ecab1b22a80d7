using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Decides the lines of a batch, a chunk at a time; each chunk by one champion whole.</summary>
internal sealed class BatchDecider(DecisionServices services, RequestKey? key)
{
    public async Task<BatchChunk> DecideAsync(LineChunk lines)
    {
        await Task.Yield(); // The reader goes on to the next chunk.
        var received = services.Time.GetTimestamp();
        var models = services.Models.Contest!;
        var chunk = new BatchChunk(lines.Lines.Count);
        for (var index = 0; index < lines.Lines.Count; index++)
        {
            Parse(lines, index, models, received, chunk);
        }

        if (chunk.Decisions.Count > 0)
        {
            await RecordAsync(chunk, received);
        }

        return chunk;
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
            chunk.Add(number, services.Decider.Decide(application, models, received, key?.Of(number, lines[index])));
            return;
        }

        services.Metrics.Refused(StatusCodes.Status400BadRequest);
        chunk.Refuse(number, StatusCodes.Status400BadRequest, errors.ByField);
    }

    private async Task RecordAsync(BatchChunk chunk, long received)
    {
        try
        {
            chunk.Answer(await services.Ledger.AppendAsync(chunk.Decisions));
            var elapsed = services.Time.GetElapsedTime(received);
            foreach (var decision in chunk.Committed)
            {
                services.Metrics.Decided(decision, elapsed);
            }

            await chunk.ReplayAsync(services);
        }
        catch (LedgerUnavailableException exception)
        {
            chunk.Fail(exception.Message);
        }
    }
}
