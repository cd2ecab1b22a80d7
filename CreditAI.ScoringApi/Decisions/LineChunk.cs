using System.Buffers;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Lines that were read together, in memory that is lent: made anew for each chunk, large objects keep the garbage collector at work.</summary>
internal sealed class LineChunk : IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private readonly List<(long Number, int Start, int Length)> _lines = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>By line its number from 1, where it begins, and its length; -1 for one that is too long.</summary>
    public IReadOnlyList<(long Number, int Start, int Length)> Lines => _lines;

    public int Bytes { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_lines[index].Start, _lines[index].Length);

    public void Add(long number, ReadOnlySequence<byte> line)
    {
        var length = (int)line.Length;
        Need(length);
        _lines.Add((number, Bytes, length));
        line.CopyTo(_bytes.AsSpan(Bytes));
        Bytes += length;
    }

    public void AddTooLong(long number) => _lines.Add((number, 0, -1));

    public void Dispose()
    {
        Return();
        _bytes = [];
        _lines.Clear();
    }

    private void Need(int more)
    {
        if (_bytes.Length - Bytes < more)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, Bytes + more));
            _bytes.AsSpan(0, Bytes).CopyTo(larger);
            Return();
            _bytes = larger;
        }
    }

    // Wiped: it holds what applicants said of themselves.
    private void Return()
    {
        _bytes.AsSpan(0, Bytes).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
    }
}
