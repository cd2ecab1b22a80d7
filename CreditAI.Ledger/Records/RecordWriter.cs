using System.Buffers.Binary;
using System.Text;

namespace CreditAI.Ledger.Records;

/// <summary>The ledger's bytes: numbers big-endian, counts and lengths as LEB128, texts as length and UTF-8. Reused by <see cref="Clear"/>.</summary>
/// <param name="capacity">In bytes; it grows when more is written.</param>
internal sealed class RecordWriter(int capacity = 1024)
{
    private byte[] _buffer = new byte[capacity];
    private int _length;

    /// <summary>What was written so far; valid until something else is.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <returns>The next so many bytes, to be written by the caller before anything else is.</returns>
    public Span<byte> Take(int length)
    {
        if (_length + length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + length));
        }

        _length += length;
        return _buffer.AsSpan(_length - length, length);
    }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleBigEndian(Take(sizeof(double)), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void Guid(Guid value) => value.TryWriteBytes(Take(16), bigEndian: true, out _);

    /// <summary>LEB128: seven bits a byte, the lowest first.</summary>
    public void Count(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    public void Count(int value) => Count(checked((ulong)value));

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }
}
