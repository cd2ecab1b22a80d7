using System.Buffers.Text;
using System.Security.Cryptography;

namespace CreditAI.Ledger.Access;

/// <summary>The text of a key: <c>cai_</c>, eight characters that are public, <c>_</c>, and 256 random bits in base64url.</summary>
internal static class KeyText
{
    private const string PrefixAlphabet = "abcdefghijkmnpqrstuvwxyz23456789"; // nothing that is read for something else
    private const int PrefixLength = 8;
    private const int SecretBytes = 32;

    public static (string Prefix, string Key) Create()
    {
        var prefix = RandomNumberGenerator.GetString(PrefixAlphabet, PrefixLength);
        return (prefix, $"cai_{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }
}
