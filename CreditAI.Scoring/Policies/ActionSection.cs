using System.Text.Json;
using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Policies;

/// <summary>The policy's member <c>actions</c>, both ways. What it does not name stands at its default.</summary>
internal static class ActionSection
{
    public static ActionPolicy Read(DocumentNode root)
    {
        var unnamed = ActionPolicy.Default;
        if (root.Child("actions") is null)
        {
            return unnamed;
        }

        var node = root.RequiredChild("actions");
        if (!node.IsObject)
        {
            return unnamed;
        }

        node.AllowOnly("notify", "stopCanary", "demoteChampion");
        return new ActionPolicy(
            Level(node, "notify", unnamed.Notify), Level(node, "stopCanary", unnamed.StopCanary), Level(node, "demoteChampion", unnamed.DemoteChampion));
    }

    public static void Write(Utf8JsonWriter json, ActionPolicy actions)
    {
        json.WriteStartObject("actions");
        json.WriteString("notify", Word(actions.Notify));
        json.WriteString("stopCanary", Word(actions.StopCanary));
        json.WriteString("demoteChampion", Word(actions.DemoteChampion));
        json.WriteEndObject();
    }

    private static ActionLevel Level(DocumentNode node, string member, ActionLevel unnamed)
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

    private static string Word(ActionLevel level) => JsonNamingPolicy.CamelCase.ConvertName(level.ToString());
}
