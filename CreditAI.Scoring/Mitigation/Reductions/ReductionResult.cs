namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>
/// What a reduction found. The exponentiated gradient's answer is the randomized rule: a member drawn by weight decides. A scorecard that
/// is to be explained and audited decides by itself, so <see cref="BestSingle"/> names the member to deploy in its place. Averaging the
/// members' points is not offered: the mean of decisions is not the decision of mean points, so the constraint would not carry over, and
/// trainers that bin by outcome give members with different bins.
/// </summary>
public sealed class ReductionResult<TModel>
    where TModel : class
{
    internal ReductionResult(IReadOnlyList<ReductionMember<TModel>> members, double gap, int rounds, int fits)
    {
        (Members, Gap, Rounds, Fits) = (members, gap, rounds, fits);
        BestSingle = members.Where(member => member.Model is not null).MinBy(member => member.Error + member.Violation);
    }

    public IReadOnlyList<ReductionMember<TModel>> Members { get; }

    /// <summary>
    /// The member with a model whose error and violation sum to least (Fairlearn's grid search weighs them so too); null when no member has a model.
    /// </summary>
    public ReductionMember<TModel>? BestSingle { get; }

    /// <summary>Distance to the optimum of the Lagrangian game: the error is within twice this of the best; 0 for a grid search.</summary>
    public double Gap { get; }

    public int Rounds { get; }

    /// <summary>Models trained.</summary>
    public int Fits { get; }

    /// <summary>Probability of approval by row under the randomized rule.</summary>
    /// <param name="decide">What a model approves of the rows.</param>
    /// <param name="count">Rows.</param>
    public double[] Probabilities(Func<TModel, bool[]> decide, int count)
    {
        var probabilities = new double[count];
        foreach (var member in Members.Where(member => member.Weight > 0))
        {
            var approved = member.Model is { } model ? decide(model) : null;
            for (var row = 0; row < count; row++)
            {
                probabilities[row] += approved?[row] ?? member.Approves!.Value ? member.Weight : 0;
            }
        }

        return probabilities;
    }
}
