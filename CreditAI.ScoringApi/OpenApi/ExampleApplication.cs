using System.Text.Json.Nodes;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.OpenApi;

/// <summary>An application that the champion would take, so that the description's example works when it is sent.</summary>
internal static class ExampleApplication
{
    public static JsonObject For(Scorecard scorecard)
    {
        var features = new JsonObject();
        foreach (var term in scorecard.Terms)
        {
            features.Add(term.Feature.Name, ValueOf(term));
        }

        var groups = new JsonObject();
        foreach (var attribute in scorecard.Schema.Protected)
        {
            groups.Add(attribute.Name, ValueOf(attribute));
        }

        return new JsonObject { ["applicationId"] = "A-1001", ["features"] = features, ["protected"] = groups };
    }

    // The middle of the bins, and the first of the levels, are values that were seen in training.
    private static JsonValue? ValueOf(FeatureTerm term) => term.Binning switch
    {
        NumericBinning { Edges.Count: > 0 } numeric => JsonValue.Create(numeric.Edges[numeric.Edges.Count / 2]),
        NumericBinning => JsonValue.Create(term.Feature.Minimum ?? term.Feature.Maximum ?? 0),
        CategoricalBinning { Groups.Count: > 0 } categorical => JsonValue.Create(categorical.Groups[0][0]),
        _ => null,
    };

    private static JsonValue? ValueOf(ProtectedAttribute attribute) => attribute switch
    {
        { Bands.Count: > 0 } => JsonValue.Create(attribute.Bands[^1].From ?? 0),
        { Groups.Count: > 0 } => JsonValue.Create(attribute.Groups.Keys.First()),
        _ => null,
    };
}
