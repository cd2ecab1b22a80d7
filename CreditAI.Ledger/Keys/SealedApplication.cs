namespace CreditAI.Ledger.Keys;

/// <summary>What is personal in a decision, sealed under a key of its own, and that key wrapped.</summary>
/// <param name="Content">Ciphertext and tag.</param>
/// <param name="KeyId">The data key that wraps <paramref name="Key"/>.</param>
/// <param name="Key">The applicant's key, wrapped; erasure removes it.</param>
internal readonly record struct SealedApplication(byte[] Content, int KeyId, byte[] Key);
