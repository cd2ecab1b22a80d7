using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Counts;

/// <summary>
/// How many decisions fell on every combination of groups, decision and outcome. Counts of parts add up to the whole's, and an
/// attribute's own counts follow from the combinations', so that one pass over the rows gives everything that fairness needs.
/// </summary>
public sealed class DecisionCounts
{
    /// <summary>Combinations of groups, decision and outcome that can be counted at once.</summary>
    public const int MostCells = 1 << 16;

    internal const int Decisions = 2;
    internal const int Outcomes = 3;

    private readonly int[] _groups;
    private readonly long[] _cells;

    private DecisionCounts(int[] groups, long[] cells) => (_groups, _cells) = (groups, cells);

    /// <summary>Number of groups of each attribute.</summary>
    public IReadOnlyList<int> Groups => _groups;

    public long Rows => _cells.Sum();

    /// <param name="attributes">At least one protected attribute; their columns are as long as the others.</param>
    /// <param name="approved">1 where approved, 0 where not.</param>
    /// <param name="outcomes"><see cref="KnownOutcome"/> as bytes.</param>
    /// <exception cref="ArgumentException">Lengths differ, a code is not below its number of groups, or there are more combinations than can be counted.</exception>
    public static DecisionCounts Count(IReadOnlyList<GroupCodes> attributes, ReadOnlyMemory<byte> approved, ReadOnlyMemory<byte> outcomes)
    {
        int[] groups = [.. attributes.Select(attribute => attribute.Groups)];
        var cells = groups.Aggregate((long)Decisions * Outcomes, (product, count) => count is > 0 and <= 256 ? product * count : long.MaxValue / 256 / 256);
        if (groups.Length == 0 || cells > MostCells)
        {
            throw new ArgumentException($"one to {MostCells / Decisions / Outcomes} combinations of groups can be counted", nameof(attributes));
        }

        if (attributes.Any(attribute => attribute.Codes.Length != approved.Length) || outcomes.Length != approved.Length)
        {
            throw new ArgumentException("groups, decisions and outcomes must be of the same length", nameof(attributes));
        }

        var columns = attributes.Select(attribute => new RadixColumn(attribute.Codes, attribute.Groups))
            .Append(new RadixColumn(approved, Decisions)).Append(new RadixColumn(outcomes, Outcomes)).ToArray();
        return new DecisionCounts(groups, RadixHistogram.Count(columns, (int)cells));
    }

    /// <summary>Counts of two sets of rows together.</summary>
    /// <exception cref="ArgumentException">They are not of the same attributes.</exception>
    public static DecisionCounts operator +(DecisionCounts left, DecisionCounts right) => left._groups.AsSpan().SequenceEqual(right._groups)
        ? new DecisionCounts(left._groups, [.. left._cells.Zip(right._cells, (one, other) => one + other)])
        : throw new ArgumentException("counts of different attributes do not add up", nameof(right));

    /// <summary>Rows of one combination.</summary>
    /// <param name="groups">A group of each attribute.</param>
    /// <param name="approved">The decision.</param>
    /// <param name="outcome">The outcome.</param>
    public long Of(ReadOnlySpan<int> groups, bool approved, KnownOutcome outcome)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(groups.Length, _groups.Length);
        var cell = 0;
        for (var attribute = 0; attribute < groups.Length; attribute++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)groups[attribute], (uint)_groups[attribute], nameof(groups));
            cell = (cell * _groups[attribute]) + groups[attribute];
        }

        return _cells[(((cell * Decisions) + (approved ? 1 : 0)) * Outcomes) + (int)outcome];
    }

    /// <summary>Counts by one attribute alone.</summary>
    public DecisionCounts Marginal(int attribute)
    {
        var inner = _groups.Skip(attribute + 1).Aggregate(1, (product, count) => product * count);
        var marginal = new long[_groups[attribute] * Decisions * Outcomes];
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var (crossed, kind) = Math.DivRem(cell, Decisions * Outcomes);
            marginal[(crossed / inner % _groups[attribute] * Decisions * Outcomes) + kind] += _cells[cell];
        }

        return new DecisionCounts([_groups[attribute]], marginal);
    }

    /// <summary>
    /// Decisions whose outcome is known against those outcomes, by combination of groups (the last attribute runs fastest), for a
    /// <see cref="MetricFrame"/>. Of one attribute, take its marginal first.
    /// </summary>
    public Confusion[] Confusions() => [.. _cells.Chunk(Decisions * Outcomes).Select(cells => new Confusion(
        Cell(cells[Outcomes + (int)KnownOutcome.Favourable]),
        Cell(cells[Outcomes + (int)KnownOutcome.Unfavourable]),
        Cell(cells[(int)KnownOutcome.Unfavourable]),
        Cell(cells[(int)KnownOutcome.Favourable])))];

    /// <summary>One attribute's counts as tallies: approvals of every row, outcomes where they are known.</summary>
    /// <param name="attribute">Which.</param>
    /// <param name="names">Of its groups.</param>
    public IReadOnlyList<GroupTally> Tallies(int attribute, IReadOnlyList<string> names)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(names.Count, _groups[attribute]);
        var marginal = Marginal(attribute);
        return [.. marginal._cells.Chunk(Decisions * Outcomes).Zip(marginal.Confusions(), names).Select(group => new GroupTally
        {
            Group = group.Third,
            N = group.First.Sum(),
            Weight = group.First.Sum(),
            Selected = group.First[Outcomes..].Sum(),
            Outcomes = group.Second.All.Rows == 0 ? null : OutcomesOf(group.Second),
        })];
    }

    private static OutcomeTally OutcomesOf(Confusion known) => new(
        known.Favourable.Rows, known.Favourable.Rows, known.TruePositives.Rows, known.Unfavourable.Rows, known.Unfavourable.Rows, known.FalsePositives.Rows);

    private static Cell Cell(long rows) => new(rows, rows, rows);
}
