namespace CreditAI.Ledger.Access;

/// <summary>A key just created, with its text: the only time that anyone sees it.</summary>
/// <param name="Text">Secret.</param>
public sealed record IssuedApiKey(ApiKey Key, string Text)
{
    // A record's own would print the secret.
    public override string ToString() => $"API key {Key.Prefix}";
}
