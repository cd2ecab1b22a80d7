using System.Text.Json;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Explanations;

/// <summary>A recorded decision's inputs as its scorecard reads them.</summary>
internal static class RecordedInputs
{
    /// <summary>The bins by slot, encoded from the recorded values.</summary>
    public static ushort[] Bins(RecordedDecision decision, Scorecard scorecard)
    {
        var vector = scorecard.NewVector();
        using var features = JsonDocument.Parse(decision.Features);
        foreach (var feature in features.RootElement.EnumerateObject())
        {
            if (!scorecard.TryFindSlot(feature.Name, out var slot))
            {
                continue;
            }

            switch (feature.Value.ValueKind)
            {
                case JsonValueKind.Number:
                    vector.SetNumber(slot, feature.Value.GetDouble());
                    break;
                case JsonValueKind.String:
                    vector.SetLevel(slot, feature.Value.GetString());
                    break;
                default:
                    vector.SetMissing(slot);
                    break;
            }
        }

        return vector.Bins.ToArray();
    }

    /// <summary>A numeric feature's value as it was sent; null when it was missing.</summary>
    public static double? Number(RecordedDecision decision, string feature)
    {
        using var features = JsonDocument.Parse(decision.Features);
        return features.RootElement.TryGetProperty(feature, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }
}
