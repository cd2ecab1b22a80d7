using System.Buffers.Text;
using CreditAI.ScoringApi.Applications;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>A page of decisions: how many, and behind which.</summary>
/// <param name="Before">Only decisions older than this one.</param>
/// <param name="Limit">1 to 200.</param>
internal readonly record struct PageRequest(Guid? Before, int Limit)
{
    private const int Usual = 50;
    private const int Most = 200;

    public static PageRequest Read(string? cursor, int? limit, FieldErrors errors)
    {
        if (limit is < 1 or > Most)
        {
            errors.Add("limit", $"must lie between 1 and {Most}");
        }

        var bytes = new byte[16];
        if (cursor is not null && !(cursor.Length == 22 && Base64Url.TryDecodeFromChars(cursor, bytes, out var length) && length == bytes.Length))
        {
            errors.Add("cursor", "is not one that this list gave; leave it out to begin");
        }

        return new PageRequest(cursor is null ? null : new Guid(bytes, bigEndian: true), limit ?? Usual);
    }

    public static string CursorOf(Guid last) => Base64Url.EncodeToString(last.ToByteArray(bigEndian: true));
}
