using System.Buffers;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Lines that were read together.</summary>
internal sealed class LineChunk
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private readonly List<(long Number, int Start, int Length)> _lines = [];

    /// <summary>By line its number from 1, where it begins, and its length; -1 for one that is too long.</summary>
    public IReadOnlyList<(long Number, int Start, int Length)> Lines => _lines;

    public int Bytes => _bytes.WrittenCount;

    public ReadOnlySpan<byte> this[int index] => _bytes.WrittenSpan.Slice(_lines[index].Start, _lines[index].Length);

    public void Add(long number, ReadOnlySequence<byte> line)
    {
        _lines.Add((number, _bytes.WrittenCount, (int)line.Length));
        foreach (var segment in line)
        {
            _bytes.Write(segment.Span);
        }
    }

    public void AddTooLong(long number) => _lines.Add((number, 0, -1));
}
