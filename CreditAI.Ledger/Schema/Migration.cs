using System.Security.Cryptography;
using System.Text;

namespace CreditAI.Ledger.Schema;

/// <summary>One numbered SQL script. <paramref name="Sha256"/> is taken over the script with LF line ends.</summary>
internal sealed record Migration(int Number, string Name, string Sql, string Sha256)
{
    public static Migration Create(string fileName, string sql)
    {
        var dash = fileName.IndexOf('_', StringComparison.Ordinal);
        if (dash != 4 || !int.TryParse(fileName.AsSpan(0, 4), out var number) || !fileName.EndsWith(".sql", StringComparison.Ordinal))
        {
            throw new ArgumentException($"A migration is named 0001_what.sql, not '{fileName}'.", nameof(fileName));
        }

        // A checkout that turns LF into CRLF must not look like an edited script.
        var text = sql.ReplaceLineEndings("\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new Migration(number, fileName, text, hash);
    }
}
