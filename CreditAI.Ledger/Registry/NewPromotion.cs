namespace CreditAI.Ledger.Registry;

/// <summary>An alias that is to point at a version.</summary>
/// <param name="By">Who promotes.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record NewPromotion(int Version, string Alias, string By, string Reason)
{
    /// <summary>Leave an alias alone that already points somewhere.</summary>
    public bool OnlyIfUnset { get; init; }

    /// <summary>Why it is to be champion without what the policy asks for; null: it must have shown that.</summary>
    public string? Override { get; init; }
}
