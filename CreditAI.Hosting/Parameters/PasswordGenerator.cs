using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

internal static class PasswordGenerator
{
    // Without l, o, 0, 1 and their like, which are misread, and only such signs as need no escape in shells and URLs' user parts.
    private const string LowerCase = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Signs = "-_.{}~()*+!";

    /// <exception cref="ArgumentException">A kind of character is asked for and forbidden, or all are forbidden.</exception>
    public static string Generate(GenerateParameterDefault rules)
    {
        (bool Allowed, int Least, string Characters, string Name)[] kinds =
        [
            (rules.Lower, rules.MinLower, LowerCase, "lower"),
            (rules.Upper, rules.MinUpper, UpperCase, "upper"),
            (rules.Numeric, rules.MinNumeric, Digits, "numeric"),
            (rules.Special, rules.MinSpecial, Signs, "special"),
        ];
        if (kinds.FirstOrDefault(k => !k.Allowed && k.Least > 0) is { Name: { } forbidden })
        {
            throw new ArgumentException($"A generated value cannot hold {forbidden} characters and forbid them.");
        }

        var all = string.Concat(kinds.Where(k => k.Allowed).Select(k => k.Characters));
        ArgumentException.ThrowIfNullOrEmpty(all, "Lower, Upper, Numeric, Special");
        var text = kinds.SelectMany(k => RandomNumberGenerator.GetItems<char>(k.Characters, k.Least)).ToList();
        text.AddRange(RandomNumberGenerator.GetItems<char>(all, Math.Max(0, rules.MinLength - text.Count)));
        var shuffled = text.ToArray();
        RandomNumberGenerator.Shuffle<char>(shuffled);
        return new string(shuffled);
    }
}
