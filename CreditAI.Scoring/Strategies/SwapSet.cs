using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Strategies;

/// <summary>Whom a second scorecard would approve in place of whom, at an equal approval rate.</summary>
public sealed record SwapSet
{
    /// <summary>Points at or above which the first approves.</summary>
    public required double FirstApproveAt { get; init; }

    public required double SecondApproveAt { get; init; }

    /// <summary>Of the first; the two differ only by equal scores at the cut-off.</summary>
    public required Measure FirstApprovalRate { get; init; }

    public required Measure SecondApprovalRate { get; init; }

    public required SwapCell All { get; init; }

    /// <summary>By protected attribute, then by group in ordinal order.</summary>
    public required IReadOnlyList<KeyValuePair<string, IReadOnlyList<SwapCell>>> Groups { get; init; }

    /// <summary>Bad rate of those swapped in less that of those swapped out, with Newcombe's interval; below 0, the second scorecard is the better.</summary>
    public Measure BadRateDifference
    {
        get
        {
            var (come, gone) = (All.SwappedIn, All.SwappedOut);
            return (come.BadRate, gone.BadRate) is ({ Value: { } one }, { Value: { } other })
                ? Measure.Of(one - other, come.Rows + gone.Rows, Interval.Newcombe(come.Bad, come.Weight, gone.Bad, gone.Weight))
                : Measure.Not(come.Rows + gone.Rows, come.BadRate.Undefined ?? gone.BadRate.Undefined ?? "undefined");
        }
    }

    /// <param name="data">Groups, weights and outcomes of the rows.</param>
    /// <param name="rows">The rows to compare on.</param>
    /// <param name="first">The first scorecard's points by row of the data.</param>
    /// <param name="second">The second's.</param>
    /// <param name="approvalRate">Above 0 and at most 1.</param>
    public static SwapSet Of(Dataset data, int[] rows, double[] first, double[] second, double approvalRate)
    {
        var (one, other) = (new Ranking(data, rows, first), new Ranking(data, rows, second));
        var (firstAt, secondAt) = (one.CutOffAt(approvalRate), other.CutOffAt(approvalRate));
        var all = ApprovalTally.Of(data, rows);
        return new SwapSet
        {
            FirstApproveAt = firstAt,
            SecondApproveAt = secondAt,
            FirstApprovalRate = ApprovalTally.Of(data, rows.Where(row => first[row] >= firstAt)).ShareOf(all),
            SecondApprovalRate = ApprovalTally.Of(data, rows.Where(row => second[row] >= secondAt)).ShareOf(all),
            All = CellOf(null, rows),
            Groups =
            [
                .. data.Groups.Select(groups => KeyValuePair.Create(groups.Attribute.Name, (IReadOnlyList<SwapCell>)
                [
                    .. rows.GroupBy(row => groups.Codes[row]).OrderBy(members => members.Key)
                        .Select(members => CellOf(groups.Groups[members.Key], [.. members])),
                ])),
            ],
        };

        SwapCell CellOf(string? group, int[] members)
        {
            var decided = members.ToLookup(row => (first[row] >= firstAt, second[row] >= secondAt));
            return new SwapCell(
                group,
                ApprovalTally.Of(data, decided[(true, true)]),
                ApprovalTally.Of(data, decided[(true, false)]),
                ApprovalTally.Of(data, decided[(false, true)]),
                ApprovalTally.Of(data, decided[(false, false)]));
        }
    }
}
