using System.Collections.Frozen;
using System.Text;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards.Engine;

namespace CreditAI.Scoring.Scorecards;

/// <summary>
/// The model: score = base points + Σ points of each feature's bin + Σ points of each pair's cell. Immutable and thread-safe; one that is parsed is
/// equal to the one that was written, to the last bit. There is one term per schema feature, in slot order.
/// </summary>
public sealed class Scorecard
{
    private const int LongestName = 256;

    private readonly FeatureTerm[] _terms;
    private readonly PairTerm[] _pairs;
    private readonly FrozenDictionary<string, int> _slots;
    private readonly byte[][] _utf8Names;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _slotsBySpan;
    private readonly byte[] _document;

    /// <exception cref="ArgumentException">The terms are not one per feature, in order, or a pair is not of these features' bins.</exception>
    public Scorecard(
        DatasetSchema schema, PointScale scale, double basePoints, IEnumerable<FeatureTerm> terms, Lineage lineage, IEnumerable<PairTerm>? pairs = null)
    {
        Schema = schema;
        Scale = scale;
        BasePoints = basePoints;
        Lineage = lineage;
        _terms = [.. terms];
        if (!_terms.Select(term => term.Feature.Name).SequenceEqual(schema.Features.Select(feature => feature.Name)))
        {
            throw new ArgumentException("there must be one term per feature of the schema, in its order", nameof(terms));
        }

        _pairs = [.. pairs ?? []];
        RequireOwn(_pairs);
        _slots = schema.Features.Select((feature, slot) => KeyValuePair.Create(feature.Name, slot)).ToFrozenDictionary(StringComparer.Ordinal);
        _utf8Names = [.. schema.Features.Select(feature => Encoding.UTF8.GetBytes(feature.Name))];
        _slotsBySpan = _slots.GetAlternateLookup<ReadOnlySpan<char>>();
        (_document, Version) = ScorecardDocument.Write(this);
    }

    public DatasetSchema Schema { get; }

    public PointScale Scale { get; }

    /// <summary>Points before any feature counts.</summary>
    public double BasePoints { get; }

    /// <summary>One per feature; the position is the slot.</summary>
    public IReadOnlyList<FeatureTerm> Terms => _terms;

    /// <summary>Each of two features; empty for a scorecard of single features alone.</summary>
    public IReadOnlyList<PairTerm> Pairs => _pairs;

    public Lineage Lineage { get; }

    /// <summary>SHA-256 of <see cref="ToUtf8Json"/>, lower-case hex: the artifact's address.</summary>
    public string Version { get; }

    /// <summary>The tables as the batch path reads them.</summary>
    internal PointsEngine Engine => field ??= new PointsEngine(this);

    /// <summary>By slot; null where it takes numbers.</summary>
    internal KnownLevels?[] Levels => field ??=
        [.. _terms.Select(term => term.Binning is CategoricalBinning binning ? new KnownLevels(binning, Schema.Missing) : null)];

    private Losses BestLosses => field ??= new Losses(this, ReasonBasis.Best);

    private Losses MeanLosses => field ??= new Losses(this, ReasonBasis.Mean);

    /// <param name="utf8Json">The artifact. White space and the order of members do not matter; the version is of the canonical bytes.</param>
    /// <param name="document">What to call it in errors.</param>
    /// <exception cref="Documents.InvalidDocumentException">Every fault found, each with its JSON path.</exception>
    public static Scorecard Parse(ReadOnlyMemory<byte> utf8Json, string document = "scorecard") =>
        ScorecardDocument.Parse(utf8Json, document);

    /// <summary>The artifact's canonical bytes: one order of members, no white space, numbers in their shortest exact form.</summary>
    public ReadOnlyMemory<byte> ToUtf8Json() => _document;

    /// <summary>The same tables with another lineage, and so another version.</summary>
    public Scorecard With(Lineage lineage) => new(Schema, Scale, BasePoints, _terms, lineage, _pairs);

    /// <summary>A vector with every slot unset.</summary>
    public FeatureVector NewVector() => new(this);

    /// <summary>One of <see cref="Terms"/>, without their interface between: it is asked for several times for each value of an application.</summary>
    public FeatureTerm Term(int slot) => _terms[slot];

    public bool TryFindSlot(ReadOnlySpan<char> name, out int slot) => _slotsBySpan.TryGetValue(name, out slot);

    /// <summary>Finds a slot by the UTF-8 bytes of an unescaped JSON name, without allocating.</summary>
    public bool TryFindSlot(ReadOnlySpan<byte> utf8Name, out int slot)
    {
        slot = -1;
        if (utf8Name.Length > LongestName)
        {
            return _slots.TryGetValue(Encoding.UTF8.GetString(utf8Name), out slot);
        }

        Span<char> name = stackalloc char[LongestName];
        return Encoding.UTF8.TryGetChars(utf8Name, name, out var length) && TryFindSlot(name[..length], out slot);
    }

    /// <param name="utf8Name">The UTF-8 bytes of an unescaped JSON name.</param>
    /// <param name="likely">The slot that is tried first: who sends features mostly sends them in the schema's order.</param>
    /// <param name="slot">Its slot.</param>
    public bool TryFindSlot(ReadOnlySpan<byte> utf8Name, int likely, out int slot)
    {
        slot = likely;
        return ((uint)likely < (uint)_utf8Names.Length && utf8Name.SequenceEqual(_utf8Names[likely])) || TryFindSlot(utf8Name, out slot);
    }

    /// <exception cref="InvalidOperationException">A slot is unset; the message names its feature.</exception>
    public ScoreResult Score(FeatureVector vector) => Score(vector.Bins);

    /// <summary>Scores stored bins; the sum runs in slot order and then over the pairs, so the result is the same to the last bit every time.</summary>
    /// <exception cref="InvalidOperationException">A bin is not one of this scorecard's; the message names its feature.</exception>
    public ScoreResult Score(ReadOnlySpan<ushort> bins)
    {
        RequireOwn(bins);
        var points = BasePoints;
        for (var slot = 0; slot < _terms.Length; slot++)
        {
            points += _terms[slot].PointsOf(bins[slot]);
        }

        foreach (var pair in _pairs)
        {
            points += pair.PointsOf(bins[pair.First], bins[pair.Second]);
        }

        return new ScoreResult(points, Scale.ProbabilityOfDefault(points), Scale.Display(points));
    }

    internal Losses LossesAgainst(ReasonBasis basis) => basis == ReasonBasis.Best ? BestLosses : MeanLosses;

    private void RequireOwn(PairTerm[] pairs)
    {
        var seen = new HashSet<(int, int)>();
        foreach (var pair in pairs)
        {
            if (pair.Second >= _terms.Length
                || pair.FirstGroups.Length != _terms[pair.First].Bins.Count
                || pair.SecondGroups.Length != _terms[pair.Second].Bins.Count
                || !seen.Add((pair.First, pair.Second)))
            {
                throw new ArgumentException($"the pair of slots {pair.First} and {pair.Second} is there twice or does not fit its features' bins", nameof(pairs));
            }
        }
    }

    internal void RequireOwn(ReadOnlySpan<ushort> bins)
    {
        if (bins.Length != _terms.Length)
        {
            throw new InvalidOperationException($"{bins.Length} bins were given where the scorecard has {_terms.Length} features");
        }

        for (var slot = 0; slot < bins.Length; slot++)
        {
            if (bins[slot] >= _terms[slot].Points.Length)
            {
                throw new InvalidOperationException(bins[slot] == ushort.MaxValue
                    ? $"feature '{_terms[slot].Feature.Name}' has not been set"
                    : $"feature '{_terms[slot].Feature.Name}' has no bin {bins[slot]}");
            }
        }
    }
}
