using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Fairness;

/// <summary>Counts decisions by group over rows of a data set.</summary>
public static class GroupTallies
{
    /// <param name="data">Rows with the attribute's groups, and outcomes where it has them.</param>
    /// <param name="groups">One of the data's protected attributes.</param>
    /// <param name="rows">The rows to count.</param>
    /// <param name="approved">Decisions by row of the data.</param>
    public static IReadOnlyList<GroupTally> Count(Dataset data, GroupColumn groups, ReadOnlySpan<int> rows, ReadOnlySpan<bool> approved)
    {
        var tallies = new (long N, double Weight, double Selected, OutcomeTally Outcomes)[groups.Groups.Count];
        foreach (var row in rows)
        {
            ref var tally = ref tallies[groups.Codes[row]];
            var weight = data.WeightOf(row);
            tally.N++;
            tally.Weight += weight;
            tally.Selected += approved[row] ? weight : 0;
            if (data.HasOutcomes)
            {
                tally.Outcomes = tally.Outcomes.Add(data.Favourable[row], approved[row], weight);
            }
        }

        return [.. tallies.Select((tally, code) => new GroupTally
        {
            Group = groups.Groups[code],
            N = tally.N,
            Weight = tally.Weight,
            Selected = tally.Selected,
            Outcomes = data.HasOutcomes ? tally.Outcomes : null,
        }).Where(tally => tally.N > 0)];
    }
}
