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

    private const int KeyLength = 32;

    // A data key wraps under random nonces, of which NIST SP 800-38D §8.3 allows 2^32 per key; far below that a new one is made.
    private const long MostWrapped = 1L << 24;

    private static readonly byte[] FixedNonce = new byte[AesGcmBox.NonceLength];

    [ThreadStatic]
    private static (DataKey? Key, AesGcm? Aes) _wrapping;

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
    /// <returns>The data key that wraps, and the decision's own key, wrapped.</returns>
    /// <exception cref="InvalidOperationException">Not prepared.</exception>
    public (int KeyId, byte[] Key) Seal(ReadOnlySpan<byte> content, Span<byte> box)
    {
        var dataKey = _current ?? throw new InvalidOperationException("The vault has no data key yet.");
        Interlocked.Increment(ref _wrapped);
        Span<byte> key = stackalloc byte[KeyLength];
        SecretBytes.Fill(key);
        using (var aes = new AesGcm(key, AesGcmBox.TagLength))
        {
            aes.Encrypt(FixedNonce, content, box[..content.Length], box[content.Length..]);
        }

        var wrapped = new byte[KeyLength + AesGcmBox.Overhead];
        SecretBytes.Fill(wrapped.AsSpan(0, AesGcmBox.NonceLength));
        WrappingOf(dataKey).Encrypt(
            wrapped.AsSpan(0, AesGcmBox.NonceLength), key, wrapped.AsSpan(AesGcmBox.NonceLength, KeyLength), wrapped.AsSpan(^AesGcmBox.TagLength..));
        CryptographicOperations.ZeroMemory(key);
        return (dataKey.Id, wrapped);
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

    // An instance is bound to one thread: it keeps the cipher's state.
    private static AesGcm WrappingOf(DataKey dataKey)
    {
        if (!ReferenceEquals(_wrapping.Key, dataKey))
        {
            _wrapping.Aes?.Dispose();
            _wrapping = (dataKey, new AesGcm(dataKey.Key, AesGcmBox.TagLength));
        }

        return _wrapping.Aes!;
    }
}
