namespace CreditAI.Scoring.Counterfactuals;

/// <summary>Changes that together would have approved the application; rescoring with them has confirmed it.</summary>
/// <param name="Changes">One to three, in slot order.</param>
/// <param name="Distance">Sum of the changes' distances.</param>
/// <param name="Points">The score with the changes; at or above the approve cut-off.</param>
public sealed record Counterfactual(IReadOnlyList<FeatureChange> Changes, double Distance, double Points)
{
    /// <summary>In a plain sentence.</summary>
    public string Text => $"Had {string.Join(", and ", Changes.Select(change => change.Text))}, the application would have been approved.";
}
