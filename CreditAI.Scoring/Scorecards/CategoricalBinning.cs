using System.Collections.Frozen;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Scorecards;

/// <summary>Bins of a category: each holds one or more levels.</summary>
public sealed class CategoricalBinning : Binning
{
    private readonly Feature _feature;
    private readonly string[][] _groups;
    private readonly FrozenDictionary<string, ushort> _bins;
    private readonly FrozenDictionary<string, ushort>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <param name="feature">Gives levels their plain words.</param>
    /// <param name="groups">The levels of each bin, from <see cref="Binning.First"/> on.</param>
    /// <exception cref="ArgumentException">A bin without levels, or a level in two bins.</exception>
    public CategoricalBinning(Feature feature, IEnumerable<IEnumerable<string>> groups)
    {
        _feature = feature;
        _groups = [.. groups.Select(group => group.ToArray())];
        var bins = new Dictionary<string, ushort>(StringComparer.Ordinal);
        for (var index = 0; index < _groups.Length; index++)
        {
            if (_groups[index].Length == 0)
            {
                throw new ArgumentException($"group {index} has no levels", nameof(groups));
            }

            foreach (var level in _groups[index])
            {
                if (!bins.TryAdd(level, (ushort)(First + index)))
                {
                    throw new ArgumentException($"level '{level}' is in two groups", nameof(groups));
                }
            }
        }

        _bins = bins.ToFrozenDictionary(StringComparer.Ordinal);
        _bySpan = _bins.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<IReadOnlyList<string>> Groups => _groups;

    public override int Count => First + _groups.Length;

    /// <summary>A level that training did not see is <see cref="Binning.Other"/>.</summary>
    public ushort BinOf(ReadOnlySpan<char> level) => _bySpan.TryGetValue(level, out var bin) ? bin : Other;

    public override string Describe(int bin) => bin switch
    {
        Missing => "missing",
        Other => "unseen level",
        _ => string.Join(", ", _groups[bin - First].Select(level => _feature.Levels.GetValueOrDefault(level, level))),
    };
}
