using System.Buffers.Binary;
using System.Text;

namespace CreditAI.Ledger.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote. Whatever the bytes are, it reads within them or throws <see cref="FormatException"/>.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    public ReadOnlySpan<byte> Bytes(int length) => Take(length);

    public int Count()
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value <= int.MaxValue ? (int)value : throw new FormatException("a count is too large");
            }
        }

        throw new FormatException("a count is too long");
    }

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new FormatException("the record ends too early");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
