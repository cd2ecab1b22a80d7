namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>
/// Fair classification as a game between a learner and the constraints' multipliers, played by exponentiated gradient (Agarwal, Beygelzimer,
/// Dudík, Langford and Wallach 2018, algorithm 1), with a linear program over the rules found so far in every round, and with the
/// constants that Fairlearn takes. Deterministic as far as the trainer is.
/// </summary>
public static class ExponentiatedGradient
{
    /// <param name="rows">The training rows.</param>
    /// <param name="learner">Trains on the same rows.</param>
    /// <param name="options">Null: demographic parity within 0.01.</param>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public static ReductionResult<TModel> Fit<TModel>(GroupedOutcomes rows, ReductionLearner<TModel> learner, ReductionOptions? options = null)
        where TModel : class
    {
        options ??= new ReductionOptions();
        return options.Rounds >= 1 && options.Precision > 0
            ? new GradientGame<TModel>(rows, learner, options).Play()
            : throw new ArgumentException("at least one round, and a precision above 0, are needed", nameof(options));
    }
}
