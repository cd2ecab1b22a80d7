using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CreditAI.Ledger.Keys;

/// <summary>The master keys by id: the current one wraps, all of them open. Thread-safe.</summary>
/// <remarks>
/// A key and its id are derived from the secret by HKDF-SHA256 (RFC 5869), so that a secret of any length will do and the id, which
/// stands in the database, tells nothing of it. Derivation is not stretched: the secret is generated, not a person's password.
/// </remarks>
public sealed class MasterKeys
{
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    public MasterKeys(IOptions<MasterKeyOptions> options)
        : this(options.Value.Master!, options.Value.Previous)
    {
    }

    /// <exception cref="LostKeyException">The secret is too short.</exception>
    public MasterKeys(string master, IEnumerable<string> previous)
    {
        CurrentId = Add(master);
        foreach (var secret in previous)
        {
            Add(secret);
        }
    }

    /// <summary>Of the key that wraps: 16 hex digits.</summary>
    public string CurrentId { get; }

    /// <param name="key">What is to be wrapped.</param>
    /// <param name="purpose">Bound to the result: what was wrapped for one purpose cannot be passed off as another's.</param>
    public byte[] Wrap(ReadOnlySpan<byte> key, string purpose) => AesGcmBox.Seal(_keys[CurrentId], key, Encoding.UTF8.GetBytes(purpose));

    /// <exception cref="LostKeyException">No secret of this id is configured, or the wrapped key is damaged.</exception>
    public byte[] Unwrap(string masterKeyId, byte[] wrapped, string purpose)
    {
        Require(masterKeyId);
        try
        {
            return AesGcmBox.Open(_keys[masterKeyId], wrapped, Encoding.UTF8.GetBytes(purpose));
        }
        catch (CryptographicException exception)
        {
            throw new LostKeyException($"A key wrapped by master key {masterKeyId} for '{purpose}' is damaged.", exception);
        }
    }

    /// <exception cref="LostKeyException">No secret of this id is configured.</exception>
    public void Require(string masterKeyId)
    {
        if (!_keys.ContainsKey(masterKeyId))
        {
            throw new LostKeyException(
                $"Needed are keys wrapped by master key {masterKeyId}, which is not configured (configured: {string.Join(", ", _keys.Keys)}). "
                + "Give its secret as Keys:Previous:0 (Keys__Previous__0), or as Keys:Master.");
        }
    }

    private string Add(string secret)
    {
        if (secret.Length < MasterKeyOptions.ShortestSecret)
        {
            throw new LostKeyException($"A master key's secret has at least {MasterKeyOptions.ShortestSecret} characters.");
        }

        var material = Encoding.UTF8.GetBytes(secret);
        var id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 8, info: "creditai master key id"u8.ToArray()));
        _keys[id] = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 32, info: "creditai master key"u8.ToArray());
        return id;
    }
}
