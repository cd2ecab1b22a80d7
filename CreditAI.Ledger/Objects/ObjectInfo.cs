namespace CreditAI.Ledger.Objects;

/// <param name="Length">In bytes.</param>
public sealed record ObjectInfo(string Key, long Length, DateTimeOffset WrittenAt);
