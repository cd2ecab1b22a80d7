using System.Security.Cryptography;

namespace CreditAI.Ledger.Keys;

/// <summary>
/// Seals what is personal in a decision. Every decision has a key of its own: an applicant's keys can be destroyed without looking one up
/// on the way to a decision, and no key seals twice, so its nonce may be fixed.
/// </summary>
internal sealed class ApplicantVault(DataKeys keys)
{
    /// <summary>What sealing adds, in bytes: the tag.</summary>
    public const int Overhead = AesGcmBox.TagLength;

    /// <summary>Of a wrapped key, in bytes.</summary>
    public const int WrappedLength = AesGcmBox.KeyLength + AesGcmBox.Overhead;

    // A data key wraps under random nonces, of which NIST SP 800-38D §8.3 allows 2^32 per key; far below that a new one is made.
    private const long MostWrapped = 1L << 24;

    private static readonly byte[] FixedNonce = new byte[AesGcmBox.NonceLength];

    // Pinned: what the garbage collector moves it leaves behind.
    [ThreadStatic]
    private static byte[]? _drawn;

    private volatile DataKey? _current;
    private long _wrapped;

    /// <summary>Makes the data key that <see cref="Seal"/> needs, when there is none or it has wrapped enough.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (!IsReady)
        {
            // Two that come here at once make a key each, of which one is then used: no harm.
            _current = await keys.CreateAsync(cancellationToken);
            Volatile.Write(ref _wrapped, 0);
        }
    }

    public bool IsReady => _current is not null && Volatile.Read(ref _wrapped) < MostWrapped;

    /// <param name="content">What is sealed.</param>
    /// <param name="box">Receives ciphertext and tag: <see cref="Overhead"/> longer than the content.</param>
    /// <param name="wrapped">Receives the decision's own key, wrapped: <see cref="WrappedLength"/> bytes.</param>
    /// <returns>The data key that wraps.</returns>
    /// <exception cref="InvalidOperationException">Not prepared.</exception>
    public int Seal(ReadOnlySpan<byte> content, Span<byte> box, Span<byte> wrapped)
    {
        var dataKey = _current ?? throw new InvalidOperationException("The vault has no data key yet.");
        Interlocked.Increment(ref _wrapped);
        var key = _drawn ??= GC.AllocateArray<byte>(AesGcmBox.KeyLength, pinned: true);
        var nonce = wrapped[..AesGcmBox.NonceLength];
        SecretBytes.Fill(key);
        SecretBytes.Fill(nonce);
        SodiumGcm.Seal(key, FixedNonce, content, box);
        SodiumGcm.Seal(dataKey.Key, nonce, key, wrapped[AesGcmBox.NonceLength..]);
        CryptographicOperations.ZeroMemory(key);
        return dataKey.Id;
    }

    /// <exception cref="LostKeyException">The data key's master key is not configured, or what is sealed is damaged.</exception>
    public async ValueTask<byte[]> OpenAsync(SealedApplication application, CancellationToken cancellationToken)
    {
        var dataKey = await keys.GetAsync(application.KeyId, cancellationToken);
        try
        {
            var key = AesGcmBox.Open(dataKey.Key, application.Key, []);
            var content = new byte[application.Content.Length - AesGcmBox.TagLength];
            using var aes = new AesGcm(key, AesGcmBox.TagLength);
            aes.Decrypt(FixedNonce, application.Content.AsSpan(0, content.Length), application.Content.AsSpan(content.Length), content);
            return content;
        }
        catch (CryptographicException exception)
        {
            throw new LostKeyException($"A decision sealed under data key {application.KeyId} cannot be opened: it or its key is damaged.", exception);
        }
    }
}
