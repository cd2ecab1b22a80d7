using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Counterfactuals;

/// <summary>
/// What would have approved an application: the nearest changes of features that the schema calls actionable, in the directions that it allows.
/// <para>
/// A number with a monotone direction moves only towards more points. A missing value is supplied only where the schema has a reason of its own
/// for its being missing; a value out of range or an unseen level is left, since what it should have been is not known.
/// </para>
/// <para>
/// Distance is counted in the training population, so that features of different units compare: a number's is the share of the population
/// between its bin's middle and the other's (percentile shift: Ustun, Spangher, Liu, "Actionable Recourse in Linear Classification", 2019);
/// a level's is the share that does not have the level; a missing number's is 1. Changes of several features add theirs up.
/// </para>
/// </summary>
public static class ScorecardCounterfactuals
{
    /// <summary>As many as are told unless asked otherwise.</summary>
    public const int Usual = 3;

    /// <summary>Features changed together, at most: advice on more is no advice.</summary>
    public const int MostFeatures = 3;

    /// <summary>
    /// Fewest features first, then nearest, then in slot order. No two change the same features, nor one those of another and more:
    /// what is enough alone is not told again in company. For each set of features it is the nearest change there is, found by exact search.
    /// </summary>
    /// <param name="scorecard">The scorecard that scored it.</param>
    /// <param name="bins">The application's bins.</param>
    /// <param name="approveAt">Points at which an application is approved.</param>
    /// <param name="most">How many are wanted.</param>
    /// <returns>Empty when the application is approved as it is, or when nothing within the allowed changes would approve it.</returns>
    public static IReadOnlyList<Counterfactual> Counterfactuals(
        this Scorecard scorecard, ReadOnlySpan<ushort> bins, double approveAt, int most = Usual)
    {
        var points = scorecard.Score(bins).Points;
        if (points >= approveAt)
        {
            return [];
        }

        var application = bins.ToArray();
        var features = MovableFeature.Of(scorecard, application);
        var found = new ChangeSearch(scorecard, application, features, approveAt, points).Find(most);
        var words = new ChangeWords(scorecard, application, approveAt);
        return [.. found.Select(words.Tell)];
    }
}
