using System.Buffers.Text;
using System.Text;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Finds where an HTTP/1.1 answer ends (RFC 9112 §6), for answers with a length or in chunks.</summary>
internal static class ResponseFrame
{
    private static ReadOnlySpan<byte> Version => "HTTP/1.1 "u8;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <param name="received">What has come since the request was sent.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="length">Of the whole answer in bytes.</param>
    /// <returns>False as long as it is not all there.</returns>
    /// <exception cref="InvalidDataException">It is no answer that can be delimited.</exception>
    public static bool TryRead(ReadOnlySpan<byte> received, out int status, out int length)
    {
        (status, length) = (0, 0);
        if (!TryReadHead(received, out status, out var head, out var content))
        {
            return false;
        }

        if (content is { } known)
        {
            length = head + known;
            return received.Length >= length;
        }

        return TryReadChunks(received, head, out length);
    }

    /// <param name="received">What has come since the request was sent.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="head">The head's length in bytes, the empty line included.</param>
    /// <param name="content">The body's length in bytes; null when it comes in chunks.</param>
    /// <returns>False as long as the head is not all there.</returns>
    /// <exception cref="InvalidDataException">It is no answer that can be delimited.</exception>
    public static bool TryReadHead(ReadOnlySpan<byte> received, out int status, out int head, out int? content)
    {
        (status, head, content) = (0, 0, null);
        var end = received.IndexOf(HeadEnd);
        if (end < 0)
        {
            return false;
        }

        head = end + HeadEnd.Length;
        var text = received[..end];
        if (!text.StartsWith(Version) || !Utf8Parser.TryParse(text[Version.Length..], out status, out var digits) || digits != 3)
        {
            throw new InvalidDataException("this is no HTTP/1.1 answer");
        }

        var chunked = false;
        foreach (var range in text.Split("\r\n"u8))
        {
            var line = text[range];
            var colon = Math.Max(0, line.IndexOf((byte)':'));
            var name = line[..colon];
            var value = line[Math.Min(colon + 1, line.Length)..].Trim((byte)' ');
            if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8) && Utf8Parser.TryParse(value, out int given, out var used) && used == value.Length && given >= 0)
            {
                content = given;
            }

            chunked |= Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8) && value.EndsWith("chunked"u8);
        }

        content = chunked ? null : content ?? (status is 204 or 304 ? 0 : null);
        return chunked || content is not null ? true : throw new InvalidDataException("the answer says neither its length nor that it comes in chunks");
    }

    private static bool TryReadChunks(ReadOnlySpan<byte> received, int start, out int length)
    {
        length = start;
        while (true)
        {
            var line = received[length..].IndexOf("\r\n"u8);
            if (line < 0)
            {
                return false;
            }

            if (!Utf8Parser.TryParse(received.Slice(length, line), out int size, out var digits, 'x') || digits == 0 || size < 0)
            {
                throw new InvalidDataException("a chunk has no length");
            }

            length += line + 2 + size + 2; // The last chunk is empty and has its line end too; no server here sends trailers.
            if (length > received.Length)
            {
                return false;
            }

            if (size == 0)
            {
                return true;
            }
        }
    }
}
