using System.Security.Cryptography;
using CreditAI.Ledger.Keys;

namespace CreditAI.Ledger.Checkpoints;

/// <summary>The ledger's signing key: made once, kept wrapped by the master key as every other.</summary>
public sealed class SigningKey(DataKeys keys)
{
    private static readonly ECCurve Curve = ECCurve.NamedCurves.nistP256;

    /// <returns>The key and its id; the caller disposes of it.</returns>
    internal async Task<(int Id, ECDsa Key)> OpenAsync(CancellationToken cancellationToken)
    {
        var stored = await keys.SingleAsync(DataKeyPurpose.Signing, Make, cancellationToken);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(stored.Key, out _);
        return (stored.Id, key);
    }

    /// <summary>Whether anything can have been signed yet.</summary>
    public Task<bool> IsMadeAsync(CancellationToken cancellationToken) => keys.HasSingleAsync(DataKeyPurpose.Signing, cancellationToken);

    /// <summary>For whoever is to verify without the master key.</summary>
    public async Task<string> PublicPemAsync(CancellationToken cancellationToken)
    {
        var (_, key) = await OpenAsync(cancellationToken);
        using (key)
        {
            return key.ExportSubjectPublicKeyInfoPem();
        }
    }

    private static byte[] Make()
    {
        using var key = ECDsa.Create(Curve);
        return key.ExportPkcs8PrivateKey();
    }
}
