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
    /// <returns>Ciphertext and tag (16 bytes).</returns>
    public static byte[] Seal(byte[] key, byte[] nonce, byte[] content)
        => IsSodiumUsed ? SecretAeadAes.Encrypt(content, nonce, key) : SealByFramework(key, nonce, content);

    /// <inheritdoc cref="Seal"/>
    internal static byte[] SealByFramework(byte[] key, byte[] nonce, byte[] content)
    {
        var box = new byte[content.Length + AesGcmBox.TagLength];
        using var aes = new AesGcm(key, AesGcmBox.TagLength);
        aes.Encrypt(nonce, content, box.AsSpan(0, content.Length), box.AsSpan(content.Length));
        return box;
    }

    public static bool IsFipsRequired => File.Exists(FipsMode) && File.ReadAllText(FipsMode).Trim() == "1";

    private static bool IsSodiumAvailable()
    {
        try
        {
            return SecretAeadAes.IsAvailable;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or TypeInitializationException)
        {
            return false;
        }
    }
}
