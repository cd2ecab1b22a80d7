namespace CreditAI.Ledger.Registry;

/// <summary>The policy asks for what a model version has not shown.</summary>
/// <param name="version">The version.</param>
/// <param name="missing">Every reason against it, each half a sentence.</param>
public sealed class PromotionRefusedException(int version, IReadOnlyList<string> missing)
    : ModelRegistryException($"Model version {version} cannot become champion: {string.Join("; ", missing)}.")
{
    public IReadOnlyList<string> Missing => missing;
}
