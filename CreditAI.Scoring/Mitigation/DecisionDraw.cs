using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CreditAI.Scoring.Mitigation;

/// <summary>
/// A number in [0, 1) for each application id, in place of a coin: HMAC-SHA256 of the id's UTF-8 bytes under the policy's key, its
/// first 53 bits as a fraction. The same application is always decided the same way and the decision can be shown again later; over
/// many ids the numbers are uniform, and without the key nobody can choose an id that draws well.
/// </summary>
public sealed class DecisionDraw
{
    private readonly byte[] _key;

    /// <param name="key">Any bytes; whoever knows them can tell draws in advance.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public DecisionDraw(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentException("the draw's key is empty: with no key anybody could tell decisions in advance", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>Below the probability of approval: approved.</summary>
    public double Of(string applicationId)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(applicationId), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }

    public bool Approves(string applicationId, double probability) => Of(applicationId) < probability;
}
