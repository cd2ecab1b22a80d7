using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>Which applications the challenger decides: a share of them by a hash of their id, so that an application sent again meets the same model.</summary>
internal static class Canary
{
    /// <param name="applicationId">As sent.</param>
    /// <param name="share">0 to 1.</param>
    public static bool Takes(string applicationId, double share)
        => share > 0 && BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(applicationId))) < share * (1L << 32);
}
