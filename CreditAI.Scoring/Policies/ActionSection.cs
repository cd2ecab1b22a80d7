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
            PolicyFields.Level(node, "notify", unnamed.Notify), PolicyFields.Level(node, "stopCanary", unnamed.StopCanary), PolicyFields.Level(node, "demoteChampion", unnamed.DemoteChampion));
    }

    public static void Write(Utf8JsonWriter json, ActionPolicy actions)
    {
        json.WriteStartObject("actions");
        json.WriteString("notify", PolicyFields.Word(actions.Notify));
        json.WriteString("stopCanary", PolicyFields.Word(actions.StopCanary));
        json.WriteString("demoteChampion", PolicyFields.Word(actions.DemoteChampion));
        json.WriteEndObject();
    }
}
