using CreditAI.Ledger.Access;

namespace CreditAI.ScoringApi.Security;

/// <summary>What a caller needs for an endpoint: any one of the scopes.</summary>
internal sealed record RequiredScope(Scope AnyOf)
{
    /// <summary>In words: <c>decide</c>, or <c>models or read</c>.</summary>
    public string InWords { get; } = string.Join(" or ", AnyOf.ToNames());
}
