using System.Text.Json;
using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Policies;

/// <summary>Members that several sections of a policy have.</summary>
internal static class PolicyFields
{
    private const int LongestText = 4000;

    public static double Share(DocumentNode node, string member)
    {
        var share = node.Number(member);
        if (share is not (>= 0 and <= 1))
        {
            node.Report(member, "must lie between 0 and 1");
        }

        return share;
    }

    public static string? Text(DocumentNode node, string member)
    {
        var text = node.OptionalText(member);
        if (text is not null && (text.Length > LongestText || text.Any(letter => char.IsControl(letter) && letter != '\n')))
        {
            node.Report(member, $"must have at most {LongestText} characters, and no control characters but line feeds");
        }

        return text;
    }

    public static ActionLevel Level(DocumentNode node, string member, ActionLevel unnamed)
    {
        if (node.OptionalText(member) is not { } text)
        {
            return unnamed;
        }

        foreach (var level in Enum.GetValues<ActionLevel>())
        {
            if (text == Word(level))
            {
                return level;
            }
        }

        node.Report(member, $"'{text}' is not known; say from which severity on: warning or critical, or never");
        return unnamed;
    }

    public static string Word(ActionLevel level) => JsonNamingPolicy.CamelCase.ConvertName(level.ToString());

    public static int Whole(DocumentNode node, string member, int least, int most, int unnamed)
    {
        if (node.Child(member) is null)
        {
            return unnamed;
        }

        var number = node.Integer(member);
        if (number < least || number > most)
        {
            node.Report(member, $"must lie between {least} and {most}");
        }

        return number;
    }
}
