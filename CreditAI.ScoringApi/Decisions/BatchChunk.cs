using System.Buffers;
using CreditAI.Ledger.Decisions;
using Microsoft.Extensions.ObjectPool;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// The answers to a chunk of a batch's lines, in their order. They are written when they are decided, all but the decisions' ids, so that a line that
/// waits for its commit is some bytes and not a dozen objects.
/// </summary>
internal sealed class BatchChunk(int capacity) : IDisposable
{
    private const int WrittenAtOnce = 32 * 1024;
    private const int MostKept = 16;

    private static readonly ObjectPool<JsonBytes> Buffers = new DefaultObjectPool<JsonBytes>(new DefaultPooledObjectPolicy<JsonBytes>(), MostKept);

    private readonly JsonBytes _json = Buffers.Get();
    private readonly List<(int Start, int IdAt, int End, long Line)> _places = new(capacity); // By decision, in _json.
    private readonly List<SealedDecision> _decisions = new(capacity);
    private readonly Dictionary<int, BatchLine> _others = []; // By decision, the answers of those that were not committed now.
    private Appended[] _appended = [];

    public IReadOnlyList<SealedDecision> Decisions => _decisions;

    public void Add(long line, Decided decided, SealedDecision sealedDecision)
    {
        // A BatchLine, without making one.
        var start = _json.Length;
        _json.Raw("""{"line":"""u8);
        _json.Number(line);
        _json.Raw(""","status":201,"decision":"""u8);
        var idAt = DecisionWriter.Write(_json, decided);
        _json.Raw("}\n"u8);
        _places.Add((start, idAt, _json.Length, line));
        _decisions.Add(sealedDecision);
    }

    public void Refuse(long line, int status, IDictionary<string, string[]> errors)
        => Write(_json, new BatchLine(line, status, Errors: errors, Detail: "The application cannot be decided as sent. Nothing was recorded."));

    /// <summary>A line that cannot be recorded now.</summary>
    public void Refuse(long line, string detail) => Write(_json, NotAcknowledged(line, detail));

    /// <summary>Takes in what became of the decisions, and reads what was answered before.</summary>
    public async Task AnswerAsync(Appended[] appended, DecisionServices services)
    {
        _appended = appended;
        for (var index = 0; index < appended.Length; index++)
        {
            if (appended[index].Outcome != AppendOutcome.Committed)
            {
                _others[index] = appended[index].Outcome == AppendOutcome.KeyReused
                    ? new BatchLine(_places[index].Line, StatusCodes.Status422UnprocessableEntity, Detail: RequestKey.Reused)
                    : new BatchLine(
                        _places[index].Line, StatusCodes.Status201Created, await services.FindAsync(appended[index].Id, explain: false, CancellationToken.None));
            }
        }
    }

    /// <summary>The ledger failed: no line is acknowledged but those that it had committed, or answered, by then.</summary>
    public void Fail(string detail)
    {
        for (var index = 0; index < _places.Count; index++)
        {
            if (_appended.Length == 0 || _appended[index].Outcome != AppendOutcome.Committed)
            {
                _others.TryAdd(index, NotAcknowledged(_places[index].Line, detail));
            }
        }
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        var written = 0;
        for (var index = 0; index < _places.Count; index++)
        {
            var (start, idAt, end, _) = _places[index];
            if (_others.TryGetValue(index, out var other))
            {
                output.Write(_json.Written[written..start]);
                Write(output, other);
                written = end;
                continue;
            }

            _json.PutId(idAt, _appended[index].Id);
            if (end - written > WrittenAtOnce)
            {
                output.Write(_json.Written[written..end]);
                written = end;
            }
        }

        output.Write(_json.Written[written..]);
    }

    public void Dispose()
    {
        _json.Clear();
        Buffers.Return(_json);
    }

    private static BatchLine NotAcknowledged(long line, string detail)
        => new(line, StatusCodes.Status503ServiceUnavailable, Detail: $"{detail} This line is not acknowledged: send it again.");

    private static void Write(IBufferWriter<byte> output, BatchLine line)
    {
        var json = new JsonBytes();
        Write(json, line);
        output.Write(json.Written);
    }

    private static void Write(JsonBytes json, BatchLine line)
    {
        json.Value(line, DecisionJson.Default.BatchLine);
        json.Raw("\n"u8);
    }
}
