using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Evaluations;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training;

/// <summary>Fits a scorecard, measures it on both sides of the split, and writes that into its lineage.</summary>
/// <param name="Scorecard">The artifact.</param>
/// <param name="Train">On the rows it learned from.</param>
/// <param name="Test">On the rows held out.</param>
public sealed record TrainingRun(Scorecard Scorecard, Evaluation Train, Evaluation Test)
{
    /// <exception cref="DatasetException">The training rows hold one outcome only.</exception>
    public static TrainingRun Run(Dataset data, SplitRows rows, TrainingRequest request, CancellationToken cancellation = default)
    {
        return Finish(request.Fit(data, rows.Train, cancellation), data, rows, request);
    }

    /// <summary>The same for a scorecard that has been fitted.</summary>
    internal static TrainingRun Finish(Scorecard fitted, Dataset data, SplitRows rows, TrainingRequest request)
    {
        var points = fitted.Points(fitted.Encode(data));
        var quantiles = ScoreQuantiles.Of(points, rows.Train);
        var approveAt = CutOffs.FromRates(quantiles, request.ApprovalRate).Approve;
        var train = Evaluation.Of(fitted, data, rows.Train, points, approveAt);
        var test = Evaluation.Of(fitted, data, rows.Test, points, approveAt);
        var lineage = fitted.Lineage with
        {
            DataSha256 = request.DataSha256,
            Split = request.Split,
            Seed = request.Seed,
            Train = train.Performance,
            Test = test.Performance,
            Fairness = EvaluationDocument.Fairness(test),
            ScoreQuantiles = quantiles,
        };
        return new TrainingRun(fitted.With(lineage), train, test);
    }
}
