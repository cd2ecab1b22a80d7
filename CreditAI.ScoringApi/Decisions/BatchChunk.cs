using System.Buffers;
using System.Text.Json;
using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>The answers to a chunk of a batch's lines, in their order.</summary>
internal sealed class BatchChunk(int capacity)
{
    private readonly List<BatchLine?> _answers = new(capacity); // Null for a decision that is not recorded yet.
    private readonly List<(int Place, long Line)> _places = new(capacity); // By decision.
    private readonly List<DecisionRecord> _decisions = new(capacity);
    private readonly List<ActiveModel> _by = new(capacity);
    private Appended[] _appended = [];

    public IReadOnlyList<DecisionRecord> Decisions => _decisions;

    public IEnumerable<DecisionRecord> Committed => _decisions.Where((_, index) => _appended[index].Outcome == AppendOutcome.Committed);

    public void Add(long line, Decided decided)
    {
        _places.Add((_answers.Count, line));
        _decisions.Add(decided.Record);
        _by.Add(decided.By);
        _answers.Add(null);
    }

    public void Refuse(long line, int status, IDictionary<string, string[]> errors)
        => _answers.Add(new BatchLine(line, status, Errors: errors, Detail: "The application cannot be decided as sent. Nothing was recorded."));

    public void Answer(Appended[] appended)
    {
        _appended = appended;
        for (var index = 0; index < appended.Length; index++)
        {
            var (place, line) = _places[index];
            _answers[place] = appended[index].Outcome switch
            {
                AppendOutcome.Committed => new BatchLine(line, StatusCodes.Status201Created, DecisionResponse.From(appended[index].Id, _decisions[index], _by[index])),
                AppendOutcome.KeyReused => new BatchLine(line, StatusCodes.Status422UnprocessableEntity, Detail: RequestKey.Reused),
                _ => null,
            };
        }
    }

    /// <summary>Reads what was answered before.</summary>
    public async Task ReplayAsync(DecisionServices services)
    {
        for (var index = 0; index < _appended.Length; index++)
        {
            if (_appended[index].Outcome == AppendOutcome.Replayed)
            {
                var (place, line) = _places[index];
                _answers[place] = new BatchLine(
                    line, StatusCodes.Status201Created, await services.FindAsync(_appended[index].Id, explain: false, CancellationToken.None));
            }
        }
    }

    public void Fail(string detail)
    {
        foreach (var (place, line) in _places)
        {
            _answers[place] ??= new BatchLine(line, StatusCodes.Status503ServiceUnavailable, Detail: $"{detail} This line is not acknowledged: send it again.");
        }
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        foreach (var answer in _answers)
        {
            JsonSerializer.Serialize(json, answer, DecisionJson.Default.BatchLine!);
            json.Flush();
            json.Reset();
            output.Write("\n"u8);
        }
    }
}
