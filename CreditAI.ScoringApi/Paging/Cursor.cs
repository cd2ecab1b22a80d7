using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CreditAI.ScoringApi.Paging;

/// <summary>
/// Where the next page of a list begins, as text that callers hand back unread. It carries nothing that its holder may not ask for, so it is not
/// secret; its check value tells one that was made up, cut, or of another list from one that was given out.
/// </summary>
internal static class Cursor
{
    private const int CheckLength = 6;

    /// <param name="list">The list's name.</param>
    /// <param name="last">The place of the page's last entry.</param>
    public static string Encode<T>(string list, T last)
        where T : IFormattable
    {
        var payload = Encoding.ASCII.GetBytes(last.ToString(null, CultureInfo.InvariantCulture));
        return Base64Url.EncodeToString([.. Check(list, payload), .. payload]);
    }

    /// <returns>False when the cursor is none of this list.</returns>
    public static bool TryDecode<T>(string list, string cursor, [MaybeNullWhen(false)] out T last)
        where T : IParsable<T>
    {
        last = default;
        var bytes = new byte[64];
        return cursor.Length <= 64
            && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            && length > CheckLength
            && bytes.AsSpan(0, CheckLength).SequenceEqual(Check(list, bytes.AsSpan(CheckLength, length - CheckLength)))
            && T.TryParse(Encoding.ASCII.GetString(bytes, CheckLength, length - CheckLength), CultureInfo.InvariantCulture, out last);
    }

    private static byte[] Check(string list, ReadOnlySpan<byte> payload)
        => SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. payload])[..CheckLength];
}
