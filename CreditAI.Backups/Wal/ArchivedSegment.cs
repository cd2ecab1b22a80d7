namespace CreditAI.Backups.Wal;

/// <summary>A segment in the archive, or the beginning of one.</summary>
/// <param name="Length">Of what is there, in bytes.</param>
internal sealed record ArchivedSegment(string Key, WalSegment Segment, int Length)
{
    private const string PartialMark = ".partial-";

    public bool IsWhole => Length == Segment.Size;

    public static string PartialName(WalSegment segment, int length) => FormattableString.Invariant($"{segment.Name}{PartialMark}{length:X8}");

    /// <returns>Null when the key is no segment's.</returns>
    public static ArchivedSegment? Parse(string key, int segmentSize)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        var mark = name.IndexOf(PartialMark, StringComparison.Ordinal);
        if (WalSegment.Parse(mark < 0 ? name : name[..mark], segmentSize) is not { } segment)
        {
            return null;
        }

        return mark < 0 ? new ArchivedSegment(key, segment, segmentSize)
            : int.TryParse(name[(mark + PartialMark.Length)..], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var length)
                && length > 0 && length < segmentSize
                ? new ArchivedSegment(key, segment, length)
                : null;
    }
}
