using System.CommandLine;
using System.Globalization;

namespace CreditAI.Cli.Running;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    public static Option<OutputFormat> Format() => new("--format")
    {
        Description = "text: tables for people; json: one JSON value on standard output.",
        HelpName = "text|json",
        DefaultValueFactory = _ => OutputFormat.Text,
    };

    public static Option<string> Data(string description) => new("--data") { Description = description, HelpName = "F.csv", Required = true };

    public static Option<string> Model() => new("--model") { Description = "The scorecard's artifact.", HelpName = "M.json", Required = true };

    public static Option<char?> Delimiter() => new("--delimiter")
    {
        Description = "The CSV's delimiter; without it, found from the file: , ; tab or |.",
        CustomParser = result => result.Tokens is [{ Value: var text }] && (text == "\\t" ? "\t" : text) is [var character] && char.IsAscii(character)
            ? character
            : Refuse(result),
    };

    private static char? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--delimiter takes one ASCII character, or \\t");
        return null;
    }

    public static Option<bool> HeldOut() => new("--held-out")
    {
        Description = "Only the rows that the scorecard's own split held out of training; the data must be the same file.",
    };

    public static Option<string?> Breaks() => new("--breaks")
    {
        Description = "Bins given by a person, as `creditai bins --out` writes them; features that it does not name are binned by the outcomes.",
        HelpName = "B.json",
    };

    public static Option<bool> UnlessExists() => new("--unless-exists") { Description = "Does nothing where the output exists already." };

    /// <summary>A day, UTC.</summary>
    public static Option<DateOnly?> Day(string name, string description, bool isRequired) => new(name)
    {
        Description = description,
        HelpName = "2027-01-31",
        Required = isRequired,
        CustomParser = result =>
        {
            if (result.Tokens is [{ Value: var text }] && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"{name} takes a day, such as 2027-01-31");
            return null;
        },
    };
}
