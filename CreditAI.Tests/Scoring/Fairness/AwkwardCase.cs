using System.Text.Json;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Reports;
using CreditAI.Scoring.Schema;

namespace CreditAI.Tests.Scoring.Fairness;

/// <summary>A case of edge_cases.json as a request for a report, and where its blocks stand there.</summary>
internal sealed class AwkwardCase(JsonElement one)
{
    private bool Weighted => one.TryGetProperty("weight", out _);

    private bool Crossed => one.TryGetProperty("s1", out _);

    private string Root => Crossed ? "intersection" : "single/group";

    public FairnessRequest Request => new()
    {
        // The reference took the decisions for scores.
        Rows = new DecisionRows(
            Array.ConvertAll(Numbers("y_true"), label => label == 1),
            Array.ConvertAll(Numbers("y_pred"), label => label == 1),
            Array.ConvertAll(Numbers("y_pred"), label => label == 1 ? 1d : 0),
            Weighted ? Numbers("weight") : null),
        Protected = Crossed ? [Column("s1"), Column("s2")] : [Column("group")],
        Intersection = Crossed ? [0, 1] : [],

        // As Fairlearn does (trap 4); the other way is tested by itself.
        LeaveMissingOut = true,
    };

    /// <summary>The case's blocks and their paths in the report.</summary>
    public IEnumerable<(string Block, string Path)> Blocks
    {
        get
        {
            (string Block, string Path)[] blocks =
            [
                ("fairlearn_summary", $"{Root}/summary{(Weighted ? "_weighted" : "")}"),
                ("fairlearn_frame", $"{Root}/frame_pred"),
                ("aif360_privileged_a", $"aif360/group{(Weighted ? "__weighted" : "")}"),
            ];
            return blocks.Where(block => one.TryGetProperty(block.Block, out _));
        }
    }

    /// <summary>
    /// False of predictions that are no decisions, and of calls that are errors: neither can be measured. The command refuses both:
    /// a decision or an outcome that is neither 1 nor 0, and no rows; lengths that differ and unknown methods cannot be asked for.
    /// </summary>
    public static bool HasDecisions(JsonProperty one) => one.Name is not ("probabilities_as_predictions" or "errors");

    private GroupColumn Column(string name)
    {
        string[] values = [.. one.GetProperty(name).EnumerateArray().Select(value =>
            value.ValueKind == JsonValueKind.Null ? ProtectedAttribute.MissingGroup : value.ToString())];
        string[] groups = [.. values.Distinct().Order(StringComparer.Ordinal)];
        var privileged = groups.Contains("a") ? "a" : null;
        return new GroupColumn(
            new ProtectedAttribute { Name = name, DisplayName = name, Privileged = privileged },
            Array.ConvertAll(values, value => Array.IndexOf(groups, value)),
            groups);
    }

    private double[] Numbers(string name) => [.. one.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
