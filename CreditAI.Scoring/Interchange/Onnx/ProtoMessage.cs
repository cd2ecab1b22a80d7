using System.Buffers;
using System.Text;

namespace CreditAI.Scoring.Interchange.Onnx;

/// <summary>
/// A protocol buffers message in the making: fields in the order they are added, so the same scorecard gives the same bytes.
/// The wire format is of varints and length-prefixed bytes (protobuf.dev, "Encoding"); ONNX needs no more than these.
/// </summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Bytes = 2;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ProtoMessage Add(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    public ProtoMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message._buffer.WrittenSpan);

    public ProtoMessage Add(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Bytes);
        WriteVarint((ulong)bytes.Length);
        _buffer.Write(bytes);
        return this;
    }

    /// <summary>Adds the field once for each value.</summary>
    public ProtoMessage AddAll<T>(int field, IEnumerable<T> values, Func<ProtoMessage, int, T, ProtoMessage> add)
    {
        foreach (var value in values)
        {
            add(this, field, value);
        }

        return this;
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    private void Tag(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    private void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            _buffer.Write([(byte)(value | 0x80)]);
            value >>= 7;
        }

        _buffer.Write([(byte)value]);
    }
}
