using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CreditAI.Ledger.Audit;

/// <summary>
/// The hash of an audit entry: SHA-256 over, in this order and with nothing between,
/// <list type="number">
/// <item>the 16 bytes of the ASCII text <c>CreditAI.audit.1</c>, so that no hash of another kind can stand in for it,</item>
/// <item>the hash of the entry before, 32 bytes (zeros for the first),</item>
/// <item>the number, 8 bytes, signed, big-endian,</item>
/// <item>the time, 8 bytes, signed, big-endian: microseconds since 1970-01-01T00:00:00Z,</item>
/// <item>actor, action, target and detail, each as its length in bytes (4 bytes, big-endian) and its UTF-8.</item>
/// </list>
/// Lengths come first, so no two different entries have the same encoding.
/// </summary>
public static class AuditHash
{
    /// <summary>In bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>What the first entry follows.</summary>
    public static AuditHead Origin { get; } = new(0, new byte[Length]);

    /// <summary>The hash that the entry must have, from everything in it but its own hash.</summary>
    public static byte[] Of(RecordedAct act)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("CreditAI.audit.1"u8);
        hash.AppendData(act.Previous);
        AppendNumber(hash, act.Number);
        AppendNumber(hash, (act.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        AppendText(hash, act.Actor);
        AppendText(hash, act.Action);
        AppendText(hash, act.Target);
        AppendText(hash, act.Detail);
        return hash.GetHashAndReset();
    }

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void AppendText(IncrementalHash hash, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }
}
