using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>A checkpoint's text with its signature, as it lies in the object store.</summary>
/// <param name="Content">The checkpoint.</param>
/// <param name="KeyId">The ledger's signing key.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over the UTF-8 bytes of the content, IEEE P1363, base64.</param>
internal sealed record SignedCheckpoint(string Content, int KeyId, byte[] Signature)
{
    public const string Prefix = "checkpoints/";

    public static string KeyOf(long number) => FormattableString.Invariant($"{Prefix}{number:D12}.json");

    public bool IsSignedBy(ECDsa key) => key.VerifyData(Encoding.UTF8.GetBytes(Content), Signature, HashAlgorithmName.SHA256);

    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, CheckpointJson.Default.SignedCheckpoint);

    /// <returns>Null where these bytes are no signed checkpoint.</returns>
    public static async Task<SignedCheckpoint?> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(content, CheckpointJson.Default.SignedCheckpoint, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
