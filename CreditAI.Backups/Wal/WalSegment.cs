using System.Globalization;
using System.Text.RegularExpressions;
using NpgsqlTypes;

namespace CreditAI.Backups.Wal;

/// <summary>A segment of the WAL, named as the server names its file.</summary>
/// <param name="Size">In bytes: a power of two from 1 MiB to 1 GiB.</param>
internal readonly partial record struct WalSegment(uint Timeline, ulong Number, int Size)
{
    public NpgsqlLogSequenceNumber Start => new(Number * (ulong)Size);

    public NpgsqlLogSequenceNumber End => new((Number + 1) * (ulong)Size);

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{Number / PerId:X8}{Number % PerId:X8}");

    public WalSegment Next => this with { Number = Number + 1 };

    private ulong PerId => 0x1_0000_0000UL / (ulong)Size;

    /// <summary>The segment that holds a byte.</summary>
    public static WalSegment Of(uint timeline, NpgsqlLogSequenceNumber lsn, int size) => new(timeline, (ulong)lsn / (ulong)size, size);

    public static WalSegment? Parse(string name, int size)
    {
        if (!IsName(name))
        {
            return null;
        }

        var segment = new WalSegment(Hex(name[..8]), 0, size);
        return segment with { Number = (Hex(name[8..16]) * segment.PerId) + Hex(name[16..24]) };
    }

    public static bool IsName(string name) => Pattern().IsMatch(name);

    private static uint Hex(string digits) => uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9A-F]{24}$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
