using System.Text.Json;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Applications;

/// <summary>
/// The features of an application, each in its slot. A value that is not known is null; one left out is an error. Features that only the
/// challenger knows may be given and may be left out.
/// </summary>
internal readonly struct FeatureSection(Scorecard scorecard, Scorecard? challenger, FieldErrors errors)
{
    private const int MaxLevelLength = 256;

    private readonly bool[] _seen = new bool[scorecard.Terms.Count];
    private readonly bool[] _seenByChallenger = challenger is null ? [] : new bool[challenger.Terms.Count];

    public ModelInput Champion { get; } = ModelInput.For(scorecard);

    public ModelInput? Challenger { get; } = challenger is null ? null : ModelInput.For(challenger);

    /// <param name="reader">On the section's opening brace; left on its closing one.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        var (slot, other) = (-1, -1);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            slot = SlotOf(ref reader, scorecard, slot + 1);
            other = challenger is null ? -1 : SlotOf(ref reader, challenger, other + 1);
            if ((slot >= 0 && !_seen[slot]) || (slot < 0 && other >= 0 && !_seenByChallenger[other]))
            {
                var feature = slot >= 0 ? scorecard.Terms[slot].Feature : challenger!.Terms[other].Feature;
                reader.Read();
                if (TryReadValue(ref reader, feature, out var value))
                {
                    Keep(slot, other, value);
                }

                continue;
            }

            errors.Add($"features.{JsonText.NameForError(ref reader)}", slot >= 0 || other >= 0 ? "is given more than once" : "is not a feature of this model");
            reader.Read();
            reader.Skip();
        }
    }

    /// <summary>Names the features that were not given, and takes as missing what only the challenger asks for.</summary>
    public void RequireAll()
    {
        for (var slot = 0; slot < _seen.Length; slot++)
        {
            if (!_seen[slot])
            {
                errors.Add($"features.{scorecard.Terms[slot].Feature.Name}", "is required; send null when the value is not known");
            }
        }

        for (var slot = 0; slot < _seenByChallenger.Length; slot++)
        {
            if (!Challenger!.Value.Vector.IsSet(slot))
            {
                Challenger.Value.Vector.SetMissing(slot);
            }
        }
    }

    private static int SlotOf(ref Utf8JsonReader reader, Scorecard scorecard, int likely)
        => reader.HasValueSequence || reader.ValueIsEscaped
            ? scorecard.TryFindSlot(JsonText.NameForError(ref reader), out var escaped) ? escaped : -1
            : scorecard.TryFindSlot(reader.ValueSpan, likely, out var slot) ? slot : -1;

    private void Keep(int slot, int other, FeatureValue value)
    {
        if (slot >= 0)
        {
            _seen[slot] = true;
            Set(scorecard, Champion, slot, value);
        }

        if (other >= 0)
        {
            _seenByChallenger[other] = true;
            Set(challenger!, Challenger!.Value, other, value);
        }
    }

    // A challenger may take as a text what the champion takes as a number: such a value it does not have.
    private static void Set(Scorecard scorecard, ModelInput input, int slot, FeatureValue value)
    {
        switch (value.Kind)
        {
            case FeatureValueKind.Number when scorecard.Terms[slot].Feature.Kind == FeatureKind.Numeric:
                input.Vector.SetNumber(slot, value.Number);
                input.Values[slot] = value;
                break;
            case FeatureValueKind.Text when scorecard.Terms[slot].Feature.Kind == FeatureKind.Categorical && !scorecard.Schema.Missing.Contains(value.Text!.Trim()):
                input.Vector.SetLevel(slot, value.Text.Trim());
                input.Values[slot] = value;
                break;
            default:
                input.Vector.SetMissing(slot); // Also a text that means missing in a data file: the scorecard was trained on that.
                break;
        }
    }

    private bool TryReadValue(ref Utf8JsonReader reader, Feature feature, out FeatureValue value)
    {
        value = default;
        string? error = null;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (feature.Kind == FeatureKind.Numeric)
        {
            if (JsonText.TryReadNumber(ref reader, out var number, out error))
            {
                value = FeatureValue.Of(number);
            }
        }
        else if (reader.TokenType != JsonTokenType.String)
        {
            error = $"must be a string or null, not {JsonText.Describe(reader.TokenType)}";
            reader.Skip();
        }
        else if (JsonText.TryRead(ref reader, MaxLevelLength, out var text, out error))
        {
            value = FeatureValue.Of(text);
        }

        if (error is not null)
        {
            errors.Add($"features.{feature.Name}", error);
            Keep(feature, default); // Given, if wrongly: it is not required besides.
        }

        return error is null;
    }

    private void Keep(Feature feature, FeatureValue value)
        => Keep(
            scorecard.TryFindSlot(feature.Name, out var slot) ? slot : -1,
            challenger is not null && challenger.TryFindSlot(feature.Name, out var other) ? other : -1,
            value);
}
