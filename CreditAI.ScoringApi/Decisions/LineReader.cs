using System.Buffers;
using System.IO.Pipelines;
using CreditAI.ScoringApi.Applications;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Lines of a request's body, in chunks of what has arrived. A line too long is skipped to its end and handed on as such.</summary>
internal sealed class LineReader(PipeReader body)
{
    public const int MostLines = 256;

    // At the most about so many bytes of lines in a chunk.
    private const int ChunkBytes = 1024 * 1024;

    private long _line;
    private bool _skipping;

    /// <returns>At least one line, or null at the end.</returns>
    public async ValueTask<LineChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            var chunk = new LineChunk(); // Its taker's to dispose of.
            var rest = Take(result.Buffer, chunk);
            if (result.IsCompleted && chunk.Lines.Count < MostLines && chunk.Bytes < ChunkBytes)
            {
                // The last line may end without a break.
                if (!rest.IsEmpty && !_skipping && rest.Length <= RequestBody.MaxLength)
                {
                    chunk.Add(++_line, rest);
                }
                else if (!rest.IsEmpty && !_skipping)
                {
                    chunk.AddTooLong(++_line);
                }

                rest = rest.Slice(rest.End);
            }

            body.AdvanceTo(rest.Start, chunk.Lines.Count > 0 && !result.IsCompleted ? rest.Start : rest.End);
            if (chunk.Lines.Count > 0)
            {
                return chunk;
            }

            chunk.Dispose();
            if (result.IsCompleted && rest.IsEmpty)
            {
                return null;
            }
        }
    }

    /// <returns>What is left behind the last whole line.</returns>
    private ReadOnlySequence<byte> Take(ReadOnlySequence<byte> buffer, LineChunk chunk)
    {
        while (chunk.Lines.Count < MostLines && chunk.Bytes < ChunkBytes && buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            if (_skipping)
            {
                _skipping = false; // Its beginning was handed on as too long.
            }
            else if (line.Length > RequestBody.MaxLength)
            {
                chunk.AddTooLong(++_line);
            }
            else
            {
                chunk.Add(++_line, line);
            }
        }

        if (buffer.Length > RequestBody.MaxLength && buffer.PositionOf((byte)'\n') is null)
        {
            if (!_skipping)
            {
                chunk.AddTooLong(++_line);
            }

            _skipping = true;
            buffer = buffer.Slice(buffer.End);
        }

        return buffer;
    }
}
