using CreditAI.Ledger.Registry;

namespace CreditAI.Tests.Ledger.Registry;

internal static class RegistryPromotions
{
    /// <summary>Promotes without evidence, for tests of what comes after.</summary>
    public static Task<Promotion?> PromoteAsync(
        this ModelRegistry registry, int version, string alias, string by, string reason, bool onlyIfUnset, CancellationToken cancellationToken)
        => registry.PromoteAsync(
            new NewPromotion(version, alias, by, reason) { OnlyIfUnset = onlyIfUnset, Override = "the tests show other things" }, cancellationToken);
}
