using System.Buffers;

namespace CreditAI.Ledger.Objects;

/// <summary>The keys every store can hold: portable as file names, and unable to leave the store's directory.</summary>
internal static class ObjectKey
{
    private const int MaxLength = 512;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <exception cref="ArgumentException">The key has an empty segment, a segment that begins with a dot, or another character.</exception>
    public static void Check(string key)
    {
        var valid = key.Length is > 0 and <= MaxLength && key.Split('/').All(segment =>
            segment.Length > 0 && segment[0] != '.' && !segment.AsSpan().ContainsAnyExcept(Allowed));
        if (!valid)
        {
            throw new ArgumentException($"'{key}' is no object key: segments of letters, digits, '.', '_', '-' joined by '/'.", nameof(key));
        }
    }
}
