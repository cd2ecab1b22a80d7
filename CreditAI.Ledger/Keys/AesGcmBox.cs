using System.Security.Cryptography;

namespace CreditAI.Ledger.Keys;

/// <summary>AES-256-GCM as nonce (12 bytes), ciphertext, tag (16 bytes) in one piece (NIST SP 800-38D).</summary>
internal static class AesGcmBox
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;
    public const int Overhead = NonceLength + TagLength;

    /// <summary>Under a random nonce: for keys that seal far fewer than 2^32 pieces.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> bound)
    {
        var box = new byte[content.Length + Overhead];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(box.AsSpan(0, NonceLength), content, box.AsSpan(NonceLength, content.Length), box.AsSpan(^TagLength..), bound);
        return box;
    }

    /// <exception cref="CryptographicException">Another key, other bound data, or damage.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> bound)
    {
        if (box.Length < Overhead)
        {
            throw new CryptographicException("The sealed piece is too short.");
        }

        var content = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], content, bound);
        return content;
    }
}
