using System.Buffers.Binary;

namespace CreditAI.Ledger.Verification;

/// <summary>
/// Reads rows of position, id, model_version, decision, points and body from COPY in binary format (PostgreSQL's documentation, COPY, "Binary
/// Format"), out of one buffer: value by value through the driver, a row took longer to read than to hash. It blocks: every row comes in a
/// message of its own, and to wait for each asynchronously costs more than to read it.
/// </summary>
internal sealed class DecisionCopy(Stream copy)
{
    private const short Columns = 6;
    private const short End = -1;
    private const int HeaderLength = 11 + 4 + 4; // signature, flags, length of an extension that there is none of

    // Each value behind its length; of the body only the length.
    private const int FixedLength = 2 + (4 + 8) + (4 + 16) + (4 + 4) + (4 + 1) + (4 + 8) + 4;

    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    /// <exception cref="FormatException">These are not such rows.</exception>
    public void Read(Action<DecisionRow> visit, CancellationToken cancellationToken)
    {
        Need(HeaderLength);
        _start += HeaderLength;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Need(sizeof(short));
            var columns = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_start));
            if (columns == End)
            {
                return;
            }

            Require(columns == Columns);
            Need(FixedLength);
            var body = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + FixedLength - sizeof(int)));
            Require(body >= 0);
            Need(FixedLength + body);
            Visit(_buffer.AsSpan(_start, FixedLength + body), visit);
            _start += FixedLength + body;
        }
    }

    private static void Visit(ReadOnlySpan<byte> row, Action<DecisionRow> visit) => visit(new DecisionRow(
        BinaryPrimitives.ReadInt64BigEndian(row[6..]), new Guid(row.Slice(18, 16), bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(row[38..]),
        (char)row[46], BinaryPrimitives.ReadDoubleBigEndian(row[51..]), row[FixedLength..]));

    private void Need(int length)
    {
        if (_end - _start >= length)
        {
            return;
        }

        if (_start + length > _buffer.Length)
        {
            var to = length > _buffer.Length ? new byte[2 * length] : _buffer;
            _buffer.AsSpan(_start, _end - _start).CopyTo(to);
            (_buffer, _start, _end) = (to, 0, _end - _start);
        }

        while (_end - _start < length)
        {
            var read = copy.Read(_buffer, _end, _buffer.Length - _end);
            Require(read > 0);
            _end += read;
        }
    }

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new FormatException("PostgreSQL sent no rows of decisions.");
        }
    }
}
