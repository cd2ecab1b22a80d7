namespace CreditAI.Ledger.Registry;

/// <summary>The names that point at model versions.</summary>
public static class ModelAlias
{
    /// <summary>The version that decides.</summary>
    public const string Champion = "champion";

    /// <summary>The version that is compared with the champion.</summary>
    public const string Challenger = "challenger";

    public static IReadOnlyList<string> All { get; } = [Champion, Challenger];
}
