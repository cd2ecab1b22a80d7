namespace CreditAI.Ledger.Keys;

/// <summary>A key of the ledger, unwrapped.</summary>
/// <param name="Id">Of ledger.data_key.</param>
internal sealed record DataKey(int Id, byte[] Key);
