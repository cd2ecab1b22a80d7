using System.Diagnostics.CodeAnalysis;
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
            if (slot >= 0 ? !Champion.Vector.IsSet(slot) : other >= 0 && !Challenger!.Value.Vector.IsSet(other))
            {
                reader.Read();
                Keep(ref reader, slot, other);
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
        for (var slot = 0; slot < scorecard.Terms.Count; slot++)
        {
            if (!Champion.Vector.IsSet(slot))
            {
                errors.Add($"features.{scorecard.Term(slot).Feature.Name}", "is required; send null when the value is not known");
            }
        }

        for (var slot = 0; slot < challenger?.Terms.Count; slot++)
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

    private void Keep(ref Utf8JsonReader reader, int slot, int other)
    {
        FeatureValue value;
        if (slot >= 0 && TryReadLevel(ref reader, slot, out var level))
        {
            value = Champion.Values[slot] = FeatureValue.Of(level);
        }
        else
        {
            value = ReadValue(ref reader, slot >= 0 ? scorecard.Term(slot).Feature : challenger!.Term(other).Feature);
            if (slot >= 0)
            {
                Set(scorecard, Champion, slot, value);
            }
        }

        if (other >= 0)
        {
            Set(challenger!, Challenger!.Value, other, value);
        }
    }

    // Most levels are known: found by its bytes, one is no text to be made and looked at three times.
    private bool TryReadLevel(ref Utf8JsonReader reader, int slot, [NotNullWhen(true)] out string? level)
    {
        level = null;
        return reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length <= MaxLevelLength
            && Champion.Vector.TrySetLevel(slot, reader.ValueSpan, out level);
    }

    // A challenger may take as a text what the champion takes as a number: such a value it does not have.
    private static void Set(Scorecard scorecard, ModelInput input, int slot, FeatureValue value)
    {
        switch (value.Kind)
        {
            case FeatureValueKind.Number when scorecard.Term(slot).Feature.Kind == FeatureKind.Numeric:
                input.Vector.SetNumber(slot, value.Number);
                input.Values[slot] = value;
                break;
            case FeatureValueKind.Text when scorecard.Term(slot).Feature.Kind == FeatureKind.Categorical && !scorecard.Schema.Missing.Contains(value.Text!.Trim()):
                input.Vector.SetLevel(slot, value.Text.Trim());
                input.Values[slot] = value;
                break;
            default:
                input.Vector.SetMissing(slot); // Also a text that means missing in a data file: the scorecard was trained on that.
                break;
        }
    }

    /// <returns>Missing where what is given is wrong, which <c>errors</c> then says: given it is all the same, and not required besides.</returns>
    private FeatureValue ReadValue(ref Utf8JsonReader reader, Feature feature)
    {
        string? error;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (feature.Kind == FeatureKind.Numeric)
        {
            if (JsonText.TryReadNumber(ref reader, out var number, out error))
            {
                return FeatureValue.Of(number);
            }
        }
        else if (reader.TokenType != JsonTokenType.String)
        {
            error = $"must be a string or null, not {JsonText.Describe(reader.TokenType)}";
            reader.Skip();
        }
        else if (JsonText.TryRead(ref reader, MaxLevelLength, out var text, out error))
        {
            return FeatureValue.Of(text);
        }

        errors.Add($"features.{feature.Name}", error);
        return default;
    }
}
