using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace CreditAI.ServiceDefaults.Metrics;

/// <summary>Looks a series up by the tags of a measurement as they lie on the caller's stack, without allocating.</summary>
internal sealed class TagListComparer : IEqualityComparer<Tag[]>, IAlternateEqualityComparer<ReadOnlySpan<Tag>, Tag[]>
{
    public static TagListComparer Instance { get; } = new();

    public bool Equals(Tag[]? x, Tag[]? y) => x is null ? y is null : y is not null && Equals(x.AsSpan(), y);

    public int GetHashCode(Tag[] obj) => GetHashCode(obj.AsSpan());

    public bool Equals(ReadOnlySpan<Tag> alternate, Tag[] other)
    {
        if (alternate.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < other.Length; i++)
        {
            if (alternate[i].Key != other[i].Key || !Equals(alternate[i].Value, other[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<Tag> alternate)
    {
        var hash = alternate.Length;
        foreach (var (key, value) in alternate)
        {
            hash = HashCode.Combine(hash, key.Length, value is string text ? Sketch(text) : value?.GetHashCode() ?? 0);
        }

        return hash;
    }

    // Hashing names and values to their last character took longer than recording: those of a metric differ in length or at the ends.
    private static int Sketch(string text) => text.Length == 0 ? 0 : (text.Length << 16) ^ (text[0] << 8) ^ text[^1];

    public Tag[] Create(ReadOnlySpan<Tag> alternate) => alternate.ToArray();
}
