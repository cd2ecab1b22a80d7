using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CreditAI.Backups.Drills;

/// <summary>A drill's report with its signature, as it lies in the regions: in clear, for whoever has the ledger's public key.</summary>
/// <param name="Content">The report as JSON.</param>
/// <param name="KeyId">Of the ledger's signing key.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over the UTF-8 bytes of the content, IEEE P1363, base64.</param>
public sealed record SignedReport(string Content, int KeyId, byte[] Signature)
{
    public static SignedReport Sign(DrillReport report, int keyId, ECDsa key)
    {
        var content = Encoding.UTF8.GetString(Manifests.BackupJson.Write(report));
        return new SignedReport(content, keyId, key.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256));
    }

    public bool IsSignedBy(ECDsa key) => key.VerifyData(Encoding.UTF8.GetBytes(Content), Signature, HashAlgorithmName.SHA256);

    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);
}
