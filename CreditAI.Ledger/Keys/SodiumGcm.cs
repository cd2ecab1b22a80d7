using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sodium;

namespace CreditAI.Ledger.Keys;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) where each piece comes with its key. The framework makes a cipher for a key and frees it again, which takes ten times
/// as long as sealing a decision with it; libsodium keeps nothing. Both give the same bytes: what either sealed, the framework opens.
/// </summary>
internal static class SodiumGcm
{
    private const string FipsMode = "/proc/sys/crypto/fips_enabled";

    /// <summary>Not where the processor has no instructions for AES, libsodium none for the platform, or the host allows only validated modules (FIPS 140).</summary>
    public static bool IsSodiumUsed { get; } = !IsFipsRequired && IsSodiumAvailable();

    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">12 bytes.</param>
    /// <param name="content">What is sealed.</param>
    /// <param name="box">Receives ciphertext and tag: 16 bytes more than the content.</param>
    /// <exception cref="ArgumentException">One of them has another length.</exception>
    public static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content, Span<byte> box)
    {
        // The library is told no lengths but the content's: what is too short it reads and writes beyond.
        if (key.Length != AesGcmBox.KeyLength || nonce.Length != AesGcmBox.NonceLength || box.Length != content.Length + AesGcmBox.TagLength)
        {
            throw new ArgumentException($"A key of {key.Length} bytes, a nonce of {nonce.Length} and a box of {box.Length} are not those of {content.Length} bytes of content.");
        }

        if (!IsSodiumUsed)
        {
            SealByFramework(key, nonce, content, box);
        }
        else if (LibSodium.EncryptAesGcm(
            ref MemoryMarshal.GetReference(box), 0, in MemoryMarshal.GetReference(content), (ulong)content.Length, 0, 0, 0,
            in MemoryMarshal.GetReference(nonce), in MemoryMarshal.GetReference(key)) != 0)
        {
            throw new CryptographicException("libsodium did not seal.");
        }
    }

    /// <inheritdoc cref="Seal"/>
    internal static void SealByFramework(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content, Span<byte> box)
    {
        using var aes = new AesGcm(key, AesGcmBox.TagLength);
        aes.Encrypt(nonce, content, box[..content.Length], box[content.Length..]);
    }

    public static bool IsFipsRequired => File.Exists(FipsMode) && File.ReadAllText(FipsMode).Trim() == "1";

    private static bool IsSodiumAvailable()
    {
        try
        {
            return SecretAeadAes.IsAvailable; // Which also makes the library ready.
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or TypeInitializationException)
        {
            return false;
        }
    }
}
