namespace CreditAI.Scoring.Counterfactuals;

/// <summary>One feature's change. Any value within what is said here is enough, not only the nearest.</summary>
/// <param name="Slot">The feature's slot.</param>
/// <param name="Feature">Its name.</param>
/// <param name="From">The application's bin.</param>
/// <param name="To">The nearest bin that is enough.</param>
/// <param name="AtLeast">Smallest value that is enough; null where there is no lower bound, and for a level.</param>
/// <param name="Below">Values below this are enough; null where there is no upper bound, and for a level.</param>
/// <param name="Levels">The levels that are enough; empty for a number.</param>
/// <param name="Distance">Share of the training population that it passes, 0 to 1 (see <see cref="ScorecardCounterfactuals"/>).</param>
/// <param name="Text">"the debt-to-income ratio been below 0.31".</param>
public sealed record FeatureChange(
    int Slot,
    string Feature,
    ushort From,
    ushort To,
    double? AtLeast,
    double? Below,
    IReadOnlyList<string> Levels,
    double Distance,
    string Text);
