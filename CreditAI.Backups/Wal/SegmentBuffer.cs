using NpgsqlTypes;

namespace CreditAI.Backups.Wal;

/// <summary>The segment that is being received, from its first byte.</summary>
internal sealed class SegmentBuffer(WalSegment segment)
{
    private readonly byte[] _content = new byte[segment.Size];
    private int _stored;

    public WalSegment Segment { get; private set; } = segment;

    public int Length { get; private set; }

    public NpgsqlLogSequenceNumber End => new((ulong)Segment.Start + (ulong)Length);

    public bool IsFull => Length == Segment.Size;

    /// <summary>Whether something in it is in no region yet.</summary>
    public bool IsDirty => Length > _stored;

    public ReadOnlyMemory<byte> Content => _content.AsMemory(0, Length);

    /// <summary>Where the next bytes go; no more than the segment holds.</summary>
    public Memory<byte> Free => _content.AsMemory(Length);

    public void Advance(int count) => Length += count;

    public void Stored() => _stored = Length;

    public void Next()
    {
        Segment = Segment.Next;
        Length = 0;
        _stored = 0;
    }
}
