using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Evaluations;

/// <summary>What a scorecard does on rows whose outcomes are known.</summary>
public sealed record Evaluation
{
    public required Performance Performance { get; init; }

    /// <summary>Points at or above which a row counts as approved.</summary>
    public required double ApproveAt { get; init; }

    /// <summary>Fairness of those approvals by each protected attribute that the data hold.</summary>
    public required IReadOnlyList<AttributeFairness> Fairness { get; init; }

    /// <param name="scorecard">The scorecard.</param>
    /// <param name="data">Rows with outcomes, loaded by the scorecard's schema.</param>
    /// <param name="rows">The rows to judge by.</param>
    /// <param name="points">Exact points by row of the data.</param>
    /// <param name="approveAt">Points.</param>
    public static Evaluation Of(Scorecard scorecard, Dataset data, int[] rows, double[] points, double approveAt)
    {
        var approved = new bool[data.Count];
        for (var row = 0; row < approved.Length; row++)
        {
            approved[row] = points[row] >= approveAt;
        }

        return new Evaluation
        {
            Performance = PerformanceOf(scorecard, data, rows, points),
            ApproveAt = approveAt,
            Fairness =
            [
                .. data.Groups.Select(groups => FairnessMeasures.Of(
                    groups.Attribute.Name, GroupTallies.Count(data, groups, rows, approved), groups.Attribute.Privileged)),
            ],
        };
    }

    private static Performance PerformanceOf(Scorecard scorecard, Dataset data, int[] rows, double[] points)
    {
        var (favourable, probabilities) = (new bool[rows.Length], new double[rows.Length]);
        var weights = data.Weights.Length == 0 ? [] : new double[rows.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            favourable[index] = data.Favourable[rows[index]];
            probabilities[index] = 1 - scorecard.Scale.ProbabilityOfDefault(points[rows[index]]);
            if (weights.Length > 0)
            {
                weights[index] = data.WeightOf(rows[index]);
            }
        }

        return PerformanceMeasures.Of(favourable, probabilities, weights);
    }
}
