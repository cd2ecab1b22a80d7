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
    /// <param name="data">Rows with outcomes.</param>
    /// <param name="rows">Which train and which test.</param>
    /// <param name="request">Trainer, options and lineage.</param>
    /// <param name="advance">Told how many of <see cref="TrainingRequest.Steps"/> are done, from any thread; null: nobody is.</param>
    /// <param name="cancellation">Looked at in every round of boosting.</param>
    /// <exception cref="DatasetException">The training rows hold one outcome only.</exception>
    public static TrainingRun Run(
        Dataset data, SplitRows rows, TrainingRequest request, Action<long>? advance = null, CancellationToken cancellation = default) =>
        Finish(request.Fit(data, rows.Train, advance, cancellation), data, rows, request);

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
