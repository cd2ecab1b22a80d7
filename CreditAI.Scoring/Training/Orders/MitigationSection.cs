using System.Text.Json;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Mitigation.Reductions;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>The order's member <c>mitigation</c>, both ways.</summary>
internal static class MitigationSection
{
    public static MitigationOrder? Read(DocumentNode root)
    {
        if (root.Child("mitigation") is null)
        {
            return null;
        }

        var node = root.RequiredChild("mitigation");
        if (!node.IsObject)
        {
            return null;
        }

        node.AllowOnly("method", "attribute", "constraint", "bound");
        var (method, attribute) = (node.Text("method"), node.Text("attribute"));
        if (method is not ("reweighing" or "reductions" or ""))
        {
            node.Report("method", $"'{method}' is not known; use reweighing or reductions");
        }

        if (method == "reductions")
        {
            return new MitigationOrder(attribute, new ReductionOptions { Constraint = ReadConstraint(node), Bound = TrainingOrderDocument.Share(node, "bound", new ReductionOptions().Bound) });
        }

        foreach (var member in new[] { "constraint", "bound" }.Where(member => node.Raw(member) is not null))
        {
            node.Report(member, "goes with reductions");
        }

        return new MitigationOrder(attribute, null);
    }

    private static ReductionConstraint ReadConstraint(DocumentNode node)
    {
        var text = node.OptionalText("constraint") ?? Word(ReductionConstraint.DemographicParity);
        foreach (var constraint in Enum.GetValues<ReductionConstraint>())
        {
            if (text == Word(constraint))
            {
                return constraint;
            }
        }

        node.Report("constraint", $"'{text}' is not known; use {string.Join(", ", Enum.GetValues<ReductionConstraint>().Select(Word))}");
        return default;
    }

    public static void Write(Utf8JsonWriter json, MitigationOrder? mitigation)
    {
        if (mitigation is null)
        {
            return;
        }

        json.WriteStartObject("mitigation");
        json.WriteString("method", mitigation.Reduction is null ? "reweighing" : "reductions");
        json.WriteString("attribute", mitigation.Attribute);
        if (mitigation.Reduction is { } reduction)
        {
            json.WriteString("constraint", Word(reduction.Constraint));
            json.WriteNumber("bound", reduction.Bound);
        }

        json.WriteEndObject();
    }

    private static string Word(ReductionConstraint constraint) => JsonNamingPolicy.CamelCase.ConvertName(constraint.ToString());
}
