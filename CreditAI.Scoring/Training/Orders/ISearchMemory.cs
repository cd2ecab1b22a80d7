using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>Keeps the members of a search as they are trained, so that one that was stopped goes on. Called from several threads.</summary>
public interface ISearchMemory
{
    /// <returns>The member, or null where it was not trained yet.</returns>
    Scorecard? Recall(AlternativeSpec spec);

    void Keep(AlternativeSpec spec, Scorecard scorecard);
}
