using System.Security.Cryptography;
using System.Text;

namespace CreditAI.Ledger.Decisions;

/// <summary>Tells a request that is sent again from another one under the same key.</summary>
/// <param name="Key">SHA-256 of who calls and the key sent, so that no caller meets another's.</param>
/// <param name="Fingerprint">SHA-256 of the body.</param>
public sealed record IdempotencyKey(byte[] Key, byte[] Fingerprint)
{
    /// <param name="caller">Who calls.</param>
    /// <param name="key">As sent.</param>
    /// <param name="body">Of the request.</param>
    public static IdempotencyKey Of(string caller, string key, ReadOnlySpan<byte> body)
        => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Length}:{caller}{key}")), SHA256.HashData(body));

    public bool IsSameKey(IdempotencyKey other) => Key.AsSpan().SequenceEqual(other.Key);

    public bool IsSameRequest(byte[] fingerprint) => Fingerprint.AsSpan().SequenceEqual(fingerprint);
}
