using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>Trains a scorecard plainly and by a reduction, and measures both on the split's two sides.</summary>
/// <param name="Plain">Without mitigation.</param>
/// <param name="Chosen">The reduction's best single scorecard.</param>
/// <param name="Result">All that the reduction found.</param>
public sealed record ReducedTraining(TrainingRun Plain, TrainingRun Chosen, ReductionResult<Scorecard> Result)
{
    /// <param name="data">Rows with outcomes and the attribute's groups.</param>
    /// <param name="rows">The split.</param>
    /// <param name="request">The trainer and its options.</param>
    /// <param name="attribute">One of the data's protected attributes; never a feature.</param>
    /// <param name="options">What is asked of the scorecard.</param>
    /// <param name="grid">True: the grid search, false: the exponentiated gradient.</param>
    /// <exception cref="ArgumentException">The data have no such attribute, or the options make no sense.</exception>
    /// <exception cref="DatasetException">The training rows hold one outcome only, or no reduced problem had two.</exception>
    public static ReducedTraining Run(
        Dataset data, SplitRows rows, TrainingRequest request, string attribute, ReductionOptions options, bool grid, CancellationToken cancellation = default)
    {
        var column = data.Groups.FirstOrDefault(group => group.Attribute.Name == attribute)
            ?? throw new ArgumentException($"the data have no protected attribute '{attribute}'", nameof(attribute));
        var plain = TrainingRun.Run(data, rows, request, cancellation: cancellation);
        var outcomes = GroupedOutcomes.Of(data, column, rows.Train);
        var learner = ReductionLearner.Scorecard(data, rows.Train, (reduced, train) => request.Fit(reduced, train, null, cancellation));
        var result = grid ? GridSearch.Fit(outcomes, learner, options) : ExponentiatedGradient.Fit(outcomes, learner, options);
        var best = result.BestSingle?.Model
            ?? throw new DatasetException(data.Schema.Name, "every reduced problem had one outcome only: the constraint leaves nothing but deciding everybody alike");
        var note = $"trained by a reduction for {attribute}: the outcomes and weights it learned from are the constraint's, so its probabilities are not the outcomes'";
        var noted = best.With(best.Lineage with { Notes = [.. best.Lineage.Notes, note] });
        return new ReducedTraining(plain, TrainingRun.Finish(noted, data, rows, request), result);
    }
}
