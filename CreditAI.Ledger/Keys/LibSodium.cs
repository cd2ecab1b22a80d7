using System.Runtime.InteropServices;

namespace CreditAI.Ledger.Keys;

/// <summary>
/// The one function of libsodium that decisions are sealed by, over memory that is there already: Sodium.Core, which brings the library, takes and gives
/// arrays, three for each decision.
/// </summary>
internal static class LibSodium
{
    /// <param name="box">Receives ciphertext and tag.</param>
    /// <param name="boxLength">Null: it is known.</param>
    /// <param name="bound">Null: nothing else is authenticated.</param>
    /// <param name="unused">Null.</param>
    /// <returns>0.</returns>
    [DllImport("libsodium", EntryPoint = "crypto_aead_aes256gcm_encrypt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EncryptAesGcm(
        ref byte box, nint boxLength, ref readonly byte content, ulong contentLength, nint bound, ulong boundLength, nint unused, ref readonly byte nonce, ref readonly byte key);
}
