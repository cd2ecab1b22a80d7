using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.FairLending;

/// <summary>A protected attribute's groups, each against the privileged one, and all the others together.</summary>
public sealed record FairLendingAttribute
{
    public required string Privileged { get; init; }

    public required SelectionContrast AllOthers { get; init; }

    /// <summary>Every group but the privileged one, in ordinal order.</summary>
    public required IReadOnlyList<(string Group, SelectionContrast Contrast)> Groups { get; init; }

    /// <param name="rows">Decisions; weights are not used.</param>
    /// <param name="grouping">The attribute.</param>
    /// <param name="privileged">One of its groups.</param>
    /// <param name="minimumN">Rows that each group needs for a verdict.</param>
    public static FairLendingAttribute Of(DecisionRows rows, Grouping grouping, string privileged, int minimumN)
    {
        rows = rows.Unweighted();
        var confusions = rows.ConfusionBy(grouping.Codes, grouping.Groups.Count);
        var members = grouping.Members();
        var control = grouping.Groups.Index().Single(pair => pair.Item == privileged).Index;
        int[] others = [.. Enumerable.Range(0, members.Length).Where(group => group != control)];
        return new FairLendingAttribute
        {
            Privileged = privileged,
            AllOthers = Against(others),
            Groups = [.. others.Select(group => (grouping.Groups[group], Against([group])))],
        };

        SelectionContrast Against(int[] groups) => new(
            groups.Aggregate(default(Confusion), (sum, group) => sum + confusions[group]),
            confusions[control],
            minimumN,
            rows.HasScores ? StandardizedDifference(rows.Scores, [.. groups.SelectMany(group => members[group])], members[control]) : null);
    }

    private static Measure StandardizedDifference(ReadOnlySpan<double> scores, int[] protectedRows, int[] controlRows)
    {
        var n = protectedRows.Length + controlRows.Length;
        if (protectedRows.Length == 0 || controlRows.Length == 0)
        {
            return Measure.Not(n, Confusion.NoRows);
        }

        double protectedMean = Mean(scores, protectedRows), controlMean = Mean(scores, controlRows);
        var mean = ((protectedMean * protectedRows.Length) + (controlMean * controlRows.Length)) / n;
        var deviation = Math.Sqrt((Squares(scores, protectedRows, mean) + Squares(scores, controlRows, mean)) / n);
        return deviation > 0
            ? Measure.Of((protectedMean - controlMean) / deviation, n)
            : Measure.Not(n, "every score is the same");
    }

    private static double Mean(ReadOnlySpan<double> scores, int[] rows)
    {
        var sum = 0d;
        foreach (var row in rows)
        {
            sum += scores[row];
        }

        return sum / rows.Length;
    }

    private static double Squares(ReadOnlySpan<double> scores, int[] rows, double mean)
    {
        var sum = 0d;
        foreach (var row in rows)
        {
            sum += (scores[row] - mean) * (scores[row] - mean);
        }

        return sum;
    }
}
