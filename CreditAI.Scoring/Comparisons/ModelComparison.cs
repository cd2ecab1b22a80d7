using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Promotion;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Strategies;

namespace CreditAI.Scoring.Comparisons;

/// <summary>Two model versions on the same rows.</summary>
/// <param name="First">Performance of the first.</param>
/// <param name="Second">Of the second.</param>
/// <param name="AucDifference">The second's AUC less the first's, with its interval.</param>
/// <param name="Swaps">Whom the second would approve in place of whom, at an equal approval rate.</param>
/// <param name="FirstFrontier">From a tenth approved to nine tenths.</param>
/// <param name="SecondFrontier">At the same approval rates.</param>
public sealed record ModelComparison(
    Performance First, Performance Second, Measure AucDifference, SwapSet Swaps, IReadOnlyList<FrontierPoint> FirstFrontier,
    IReadOnlyList<FrontierPoint> SecondFrontier)
{
    private const int Steps = 9;

    /// <param name="first">The one in use, usually.</param>
    /// <param name="second">The other, on the same rows.</param>
    /// <param name="approvalRate">Of the swap set, above 0 and at most 1.</param>
    /// <param name="minimumGroup">Rows that a group needs to be compared.</param>
    public static ModelComparison Of(Contender first, Contender second, double approvalRate, int minimumGroup)
    {
        var outcomes = Array.ConvertAll(first.Rows, row => first.Data.Favourable[row]);
        return new ModelComparison(
            PerformanceOf(first, outcomes), PerformanceOf(second, outcomes),
            Metrics.AucDifference.Of(outcomes, PointsOf(second), PointsOf(first)),
            SwapSet.Of(first.Data, first.Rows, first.Points, second.Points, approvalRate),
            Frontier(first, minimumGroup), Frontier(second, minimumGroup));
    }

    private static double[] PointsOf(Contender contender) => Array.ConvertAll(contender.Rows, row => contender.Points[row]);

    private static Performance PerformanceOf(Contender contender, bool[] outcomes) => PerformanceMeasures.Of(
        outcomes, Array.ConvertAll(contender.Rows, row => 1 - contender.Scorecard.Scale.ProbabilityOfDefault(contender.Points[row])),
        contender.Data.Weights.IsEmpty ? [] : Array.ConvertAll(contender.Rows, contender.Data.WeightOf));

    private static FrontierPoint[] Frontier(Contender contender, int minimumGroup)
    {
        var ranking = new Ranking(contender.Data, contender.Rows, contender.Points);
        return [.. Enumerable.Range(1, Steps).Select(step => PointAt(contender, ranking, step / (double)(Steps + 1), minimumGroup))];
    }

    private static FrontierPoint PointAt(Contender contender, Ranking ranking, double approvalRate, int minimumGroup)
    {
        var cutOff = ranking.CutOffAt(approvalRate);
        var approved = Array.ConvertAll(contender.Points, points => points >= cutOff);
        return new FrontierPoint(
            approvalRate,
            ApprovalTally.Of(contender.Data, contender.Rows.Where(row => approved[row])).BadRate,
            [.. contender.Data.Groups.Select(groups => KeyValuePair.Create(
                groups.Attribute.Name,
                Least(GroupTallies.Count(contender.Data, groups, contender.Rows, approved), groups.Attribute, minimumGroup)))]);
    }

    private static Measure Least(IReadOnlyList<GroupTally> tallies, ProtectedAttribute attribute, int minimumGroup)
    {
        var groups = tallies.Where(tally => tally.N >= minimumGroup && tally.Group != ProtectedAttribute.MissingGroup).ToArray();
        if (groups.Length < 2)
        {
            return Measure.Not(groups.Sum(group => group.N), $"no two groups have {minimumGroup} rows");
        }

        var compared = FairnessMeasures.Of(attribute.Name, groups, attribute.Privileged);
        return compared.Groups.Where(group => group.Group != compared.Reference).Select(group => group.AdverseImpactRatio).MinBy(ratio => ratio.Value ?? double.MaxValue);
    }
}
