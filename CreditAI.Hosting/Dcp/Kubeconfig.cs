using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Dcp;

/// <summary>How to reach one running DCP: address, the authority of its certificate, and the token it asks for.</summary>
internal sealed partial record Kubeconfig(Uri Server, X509Certificate2 Authority, string Token)
{
    /// <summary>
    /// Reads the file DCP writes; null while it is not yet whole. Only the three values are looked for: DCP writes one cluster and one user.
    /// </summary>
    public static Kubeconfig? TryParse(string yaml)
    {
        if (Value(yaml, TokenLine()) is not { } token || Value(yaml, ServerLine()) is not { } server || Value(yaml, AuthorityLine()) is not { } authority)
        {
            return null;
        }

        var pem = System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(authority));
        return new Kubeconfig(new Uri(server), X509Certificate2.CreateFromPem(pem), token);
    }

    private static string? Value(string yaml, Regex line) => line.Match(yaml) is { Success: true } match ? match.Groups[1].Value : null;

    // A value that its line break ends is a value that was written whole.
    [GeneratedRegex(@"^\s*token:\s*(\S+)\s*\n", RegexOptions.Multiline)]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"^\s*server:\s*(\S+)\s*\n", RegexOptions.Multiline)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"^\s*certificate-authority-data:\s*(\S+)\s*\n", RegexOptions.Multiline)]
    private static partial Regex AuthorityLine();
}
