namespace CreditAI.ScoringApi.Explanations;

/// <summary>A model version's artifact cannot be had.</summary>
/// <param name="message">Names the artifact, and what is wrong.</param>
/// <param name="damaged">It is damaged or gone, so that trying again does not help.</param>
/// <param name="cause">What the object store said.</param>
internal sealed class ArtifactException(string message, bool damaged, Exception cause) : Exception(message, cause)
{
    public bool Damaged { get; } = damaged;
}
