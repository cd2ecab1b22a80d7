using System.Diagnostics.CodeAnalysis;

namespace CreditAI.Scoring.Scorecards;

/// <summary>
/// One application, encoded: the bin of each feature by slot. Score and reasons follow from it alone, so storing
/// <see cref="Bins"/> is enough to reproduce a decision. Reused over applications by <see cref="Clear"/>; not thread-safe.
/// </summary>
public sealed class FeatureVector
{
    private const ushort Unset = ushort.MaxValue;

    private readonly Scorecard _scorecard;
    private readonly ushort[] _bins;

    internal FeatureVector(Scorecard scorecard)
    {
        _scorecard = scorecard;
        _bins = new ushort[scorecard.Terms.Count];
        Clear();
    }

    /// <summary>Bin indexes by slot.</summary>
    public ReadOnlySpan<ushort> Bins => _bins;

    /// <summary>True when every slot has been given a value or set missing.</summary>
    public bool IsComplete => !_bins.AsSpan().Contains(Unset);

    public bool IsSet(int slot) => _bins[slot] != Unset;

    /// <summary>NaN is missing; a number outside the feature's valid range has its own bin.</summary>
    /// <exception cref="InvalidOperationException">The slot's feature is categorical.</exception>
    public void SetNumber(int slot, double value) =>
        _bins[slot] = _scorecard.Term(slot).Binning is NumericBinning binning
            ? binning.Search.BinOf(value)
            : throw new InvalidOperationException($"feature '{_scorecard.Term(slot).Feature.Name}' takes a text");

    /// <exception cref="InvalidOperationException">The slot's feature is numeric.</exception>
    public void SetLevel(int slot, ReadOnlySpan<char> level) =>
        _bins[slot] = _scorecard.Term(slot).Binning is CategoricalBinning binning
            ? binning.BinOf(level)
            : throw new InvalidOperationException($"feature '{_scorecard.Term(slot).Feature.Name}' takes a number");

    /// <summary>Sets a level of a category that is known by its UTF-8 bytes, without making a text of them.</summary>
    /// <param name="slot">Of any kind.</param>
    /// <param name="utf8Level">As it was sent.</param>
    /// <param name="level">The level.</param>
    /// <returns>False, and nothing is set, for what must be looked at as a text: what is not known, is to be trimmed or means missing.</returns>
    public bool TrySetLevel(int slot, ReadOnlySpan<byte> utf8Level, [NotNullWhen(true)] out string? level)
    {
        level = null;
        if (_scorecard.Levels[slot] is not { } levels || !levels.TryFind(utf8Level, out var known))
        {
            return false;
        }

        (level, _bins[slot]) = known;
        return true;
    }

    public void SetMissing(int slot) => _bins[slot] = Binning.Missing;

    public void Clear() => Array.Fill(_bins, Unset);
}
