using System.Runtime.InteropServices;

namespace CreditAI.Scoring.Scorecards;

/// <summary>Many applications, encoded: bins by slot, then by row. A slot of up to 256 bins takes a byte a row, any other two.</summary>
public sealed class EncodedRows
{
    private const int NarrowBins = byte.MaxValue + 1;

    private readonly int[] _binCounts;
    private readonly byte[]?[] _narrow;
    private readonly ushort[]?[] _wide;

    /// <summary>Every value in its feature's missing bin.</summary>
    internal EncodedRows(int[] binCounts, int count)
    {
        _binCounts = binCounts;
        _narrow = [.. binCounts.Select(bins => bins <= NarrowBins ? new byte[count] : null)];
        _wide = [.. binCounts.Select(bins => bins <= NarrowBins ? null : new ushort[count])];
        Count = count;
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Slots.</summary>
    public int Width => _binCounts.Length;

    public ushort BinOf(int row, int slot) => _narrow[slot] is { } narrow ? narrow[row] : _wide[slot]![row];

    /// <summary>Copies one row's bins.</summary>
    /// <param name="row">0-based.</param>
    /// <param name="bins">Receives one per slot.</param>
    public void CopyRow(int row, Span<ushort> bins)
    {
        for (var slot = 0; slot < _binCounts.Length; slot++)
        {
            bins[slot] = BinOf(row, slot);
        }
    }

    /// <summary>True when the rows were encoded by bins as many as these, so that no bin lies outside a table.</summary>
    internal bool Fits(ReadOnlySpan<int> binCounts) => binCounts.SequenceEqual(_binCounts);

    internal bool IsNarrow(int slot) => _narrow[slot] is not null;

    /// <summary>Bins of a stretch of rows.</summary>
    /// <typeparam name="T">A byte for a slot that is narrow, else a ushort.</typeparam>
    internal Span<T> Bins<T>(int slot, int from, int count)
        where T : unmanaged =>
        typeof(T) == typeof(byte)
            ? MemoryMarshal.Cast<byte, T>(_narrow[slot].AsSpan(from, count))
            : MemoryMarshal.Cast<ushort, T>(_wide[slot].AsSpan(from, count));
}
