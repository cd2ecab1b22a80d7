using System.Buffers;
using CreditAI.Ledger.Decisions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>The answers to a chunk of a batch's lines, in their order.</summary>
internal sealed class BatchChunk(int capacity)
{
    private const int WrittenAtOnce = 32 * 1024;

    private readonly List<BatchLine?> _answers = new(capacity); // Null for a decision, unless it was not committed now.
    private readonly List<(int Place, long Line, Decided Decided)> _decided = new(capacity);
    private readonly List<DecisionRecord> _decisions = new(capacity);
    private Appended[] _appended = [];

    public IReadOnlyList<DecisionRecord> Decisions => _decisions;

    public void Add(long line, Decided decided)
    {
        _decided.Add((_answers.Count, line, decided));
        _decisions.Add(decided.Record);
        _answers.Add(null);
    }

    public void Refuse(long line, int status, IDictionary<string, string[]> errors)
        => _answers.Add(new BatchLine(line, status, Errors: errors, Detail: "The application cannot be decided as sent. Nothing was recorded."));

    /// <summary>Takes in what became of the decisions, and reads what was answered before.</summary>
    public async Task AnswerAsync(Appended[] appended, DecisionServices services)
    {
        _appended = appended;
        for (var index = 0; index < appended.Length; index++)
        {
            var (place, line, _) = _decided[index];
            _answers[place] = appended[index].Outcome switch
            {
                AppendOutcome.Committed => null,
                AppendOutcome.KeyReused => new BatchLine(line, StatusCodes.Status422UnprocessableEntity, Detail: RequestKey.Reused),
                _ => new BatchLine(
                    line, StatusCodes.Status201Created, await services.FindAsync(appended[index].Id, explain: false, CancellationToken.None)),
            };
        }
    }

    /// <summary>The ledger failed: no line is acknowledged but those that it had committed, or answered, by then.</summary>
    public void Fail(string detail)
    {
        for (var index = 0; index < _decided.Count; index++)
        {
            var (place, line, _) = _decided[index];
            if (_appended.Length == 0 || _appended[index].Outcome != AppendOutcome.Committed)
            {
                _answers[place] ??= new BatchLine(
                    line, StatusCodes.Status503ServiceUnavailable, Detail: $"{detail} This line is not acknowledged: send it again.");
            }
        }
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        var (json, next) = (new JsonBytes(), 0);
        for (var place = 0; place < _answers.Count; place++)
        {
            var index = next < _decided.Count && _decided[next].Place == place ? next++ : -1;
            if (_answers[place] is { } answer)
            {
                json.Value(answer, DecisionJson.Default.BatchLine);
            }
            else
            {
                Write(json, _decided[index].Line, _appended[index].Id, _decided[index].Decided);
            }

            json.Raw("\n"u8);
            if (json.Length > WrittenAtOnce || place == _answers.Count - 1)
            {
                output.Write(json.Written);
                json.Clear();
            }
        }
    }

    // A BatchLine, without making one.
    private static void Write(JsonBytes json, long line, Guid id, Decided decided)
    {
        json.Raw("""{"line":"""u8);
        json.Number(line);
        json.Raw(""","status":201,"decision":"""u8);
        DecisionWriter.Write(json, id, decided);
        json.Raw("}"u8);
    }
}
