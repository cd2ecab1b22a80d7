using System.Security.Cryptography;

namespace Aspire.Hosting.Orchestration;

/// <summary>A resource's name and a suffix that sets one run's object apart from another's, as in <c>scoring-api-exzwkuzn</c>.</summary>
internal sealed record DcpName(string Base, string Suffix)
{
    private const int SuffixLength = 8;

    public string Full => $"{Base}-{Suffix}";

    public static DcpName New(string name) => new(name, RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength));
}
