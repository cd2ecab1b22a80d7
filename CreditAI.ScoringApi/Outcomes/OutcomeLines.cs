using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using CreditAI.Ledger.Decisions;
using Npgsql;

namespace CreditAI.ScoringApi.Outcomes;

/// <summary>
/// Outcomes as a stream of lines (NDJSON), answered line by line. What has arrived is recorded before more is waited for, at most
/// <see cref="Page"/> lines at once, so memory stays the same however long the stream is.
/// </summary>
internal sealed class OutcomeLines(OutcomeRecorder recorder, TimeProvider time, HttpContext context, string by)
{
    private const int Page = 500;
    private const int LongestLine = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly List<OutcomeRow> _rows = [];
    private int _answered;
    private int _lines;

    public async Task RunAsync()
    {
        context.Response.ContentType = OutcomeApi.Lines;
        try
        {
            await ReadAsync(context.Request.BodyReader, context.RequestAborted);
        }
        catch (Exception exception) when (context.Response.HasStarted && exception is NpgsqlException or TimeoutException or LedgerUnavailableException)
        {
            // The status is sent already; the lines from here on were not recorded.
            await WriteAsync([new OutcomeResult(_answered, null, StatusCodes.Status503ServiceUnavailable, "refused", new Dictionary<string, string[]>
            {
                ["body"] = ["the ledger does not answer: send this line and those after it again"],
            })]);
        }
    }

    private async Task ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                await AddAsync(buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            var tooLong = buffer.Length > LongestLine;
            if (tooLong)
            {
                _rows.Add(OutcomeRow.Faulty("body", $"line {_lines + 1} has more than {LongestLine} bytes; nothing from it on was read"));
            }
            else if (read.IsCompleted)
            {
                await AddAsync(buffer);
                buffer = buffer.Slice(buffer.End);
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            await FlushAsync();
            if (tooLong || read.IsCompleted)
            {
                return;
            }
        }
    }

    private async Task AddAsync(ReadOnlySequence<byte> line)
    {
        _lines++;
        if (Parse(line) is { } row)
        {
            _rows.Add(row);
            if (_rows.Count == Page)
            {
                await FlushAsync();
            }
        }
    }

    // An empty line is none: it may end the stream.
    private OutcomeRow? Parse(ReadOnlySequence<byte> line)
    {
        if (line.ToArray().AsSpan().Trim(" \r\t"u8).IsEmpty)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return OutcomeRow.Read(document.RootElement, time.GetUtcNow());
        }
        catch (JsonException exception)
        {
            return OutcomeRow.Faulty("body", $"line {_lines} is not valid JSON at byte {exception.BytePositionInLine + 1}");
        }
    }

    private async Task FlushAsync()
    {
        if (_rows.Count > 0)
        {
            await WriteAsync(await recorder.RecordAsync(_rows, _answered, by, context.RequestAborted));
            _answered += _rows.Count;
            _rows.Clear();
        }
    }

    private async Task WriteAsync(IReadOnlyList<OutcomeResult> results)
    {
        foreach (var result in results)
        {
            context.Response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(result, JsonSerializerOptions.Web));
            context.Response.BodyWriter.Write("\n"u8);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
