using System.Globalization;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Takes the chunks of a body apart as it comes in (RFC 9112 §7.1), wherever the pieces are cut.</summary>
internal sealed class ChunkDecoder
{
    private long _left; // Of the chunk's content; its line end is skipped with the next length.
    private string _length = "";

    /// <summary>True once the last chunk was seen.</summary>
    public bool Ended { get; private set; }

    /// <param name="received">The next piece.</param>
    /// <param name="content">Is given the content, in order.</param>
    /// <exception cref="InvalidDataException">A chunk has no length.</exception>
    public void Decode(ReadOnlySpan<byte> received, Action<ReadOnlySpan<byte>> content)
    {
        while (!received.IsEmpty && !Ended)
        {
            if (_left > 0)
            {
                var count = (int)Math.Min(_left, received.Length);
                content(received[..count]);
                _left -= count;
                received = received[count..];
                continue;
            }

            ReadLength((char)received[0]);
            received = received[1..];
        }
    }

    private void ReadLength(char next)
    {
        if (next != '\n')
        {
            _length += next;
            return;
        }

        var text = _length.Trim();
        _length = "";
        if (text.Length == 0)
        {
            return; // The line end after a chunk's content.
        }

        _left = long.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) && length >= 0
            ? length
            : throw new InvalidDataException("a chunk has no length");
        Ended = length == 0;
    }
}
