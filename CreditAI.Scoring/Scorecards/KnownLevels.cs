using System.Text;

namespace CreditAI.Scoring.Scorecards;

/// <summary>
/// A category's levels by their UTF-8 bytes, as an application has them. Only those that are taken as they stand: none that would be trimmed, that means
/// missing, or that holds a control character.
/// </summary>
internal sealed class KnownLevels
{
    private readonly Dictionary<byte[], (string Level, ushort Bin)>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    /// <param name="binning">The category's.</param>
    /// <param name="missing">Texts that mean "no value".</param>
    public KnownLevels(CategoricalBinning binning, IReadOnlyList<string> missing)
    {
        var levels = new Dictionary<byte[], (string Level, ushort Bin)>(Utf8Comparer.Instance);
        foreach (var level in binning.Groups.SelectMany(group => group))
        {
            if (level == level.Trim() && !missing.Contains(level) && !level.Any(char.IsControl))
            {
                levels[Encoding.UTF8.GetBytes(level)] = (level, binning.BinOf(level));
            }
        }

        _byBytes = levels.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool TryFind(ReadOnlySpan<byte> utf8Level, out (string Level, ushort Bin) known) => _byBytes.TryGetValue(utf8Level, out known);
}
