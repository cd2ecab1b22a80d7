using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Evaluations;

/// <summary>What a scorecard does on rows whose outcomes are known.</summary>
public sealed record Evaluation
{
    public required Performance Performance { get; init; }

    /// <summary>Of the probabilities of the favourable outcome, where the rows were not trained on.</summary>
    public required ProbabilityCalibration Calibration { get; init; }

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

        var favourable = Array.ConvertAll(rows, row => data.Favourable[row]);
        var probabilities = Array.ConvertAll(rows, row => 1 - scorecard.Scale.ProbabilityOfDefault(points[row]));
        var weights = data.Weights.IsEmpty ? null : Array.ConvertAll(rows, data.WeightOf);
        return new Evaluation
        {
            Performance = PerformanceMeasures.Of(favourable, probabilities, weights),
            Calibration = ProbabilityCalibration.Of(favourable, probabilities),
            ApproveAt = approveAt,
            Fairness =
            [
                .. data.Groups.Select(groups => FairnessMeasures.Of(
                    groups.Attribute.Name, GroupTallies.Count(data, groups, rows, approved), groups.Attribute.Privileged)),
            ],
        };
    }
}
