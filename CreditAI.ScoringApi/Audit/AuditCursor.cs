using System.Buffers.Binary;
using System.Buffers.Text;

namespace CreditAI.ScoringApi.Audit;

/// <summary>Where a page of the audit log ended. Opaque to clients, so that it may become something else.</summary>
internal static class AuditCursor
{
    public static string After(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string cursor, out long number)
    {
        number = 0;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        if (!Base64Url.IsValid(cursor, out var length) || length != bytes.Length)
        {
            return false;
        }

        Base64Url.DecodeFromChars(cursor, bytes);
        number = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return number > 0;
    }
}
