using System.Buffers;
using System.Text;
using System.Text.Json;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Applications;

/// <summary>The features of an application, each in its slot. A value that is not known is null; one left out is an error.</summary>
internal readonly struct FeatureSection(Scorecard scorecard, FieldErrors errors)
{
    private const int MaxLevelLength = 256;

    // As scored, for the ledger: a boxed double, a string, or null for missing.
    private readonly object?[] _values = new object?[scorecard.Terms.Count];
    private readonly bool[] _seen = new bool[scorecard.Terms.Count];

    public FeatureVector Vector { get; } = scorecard.NewVector();

    /// <param name="reader">On the section's opening brace; left on its closing one.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.NameForError(ref reader);
            var known = scorecard.TryFindSlot(name, out var slot);
            reader.Read();
            if (known && !_seen[slot])
            {
                _seen[slot] = true;
                ReadValue(ref reader, slot);
                continue;
            }

            errors.Add($"features.{name}", known ? "is given more than once" : "is not a feature of this model");
            reader.Skip();
        }
    }

    /// <summary>Names the features that were not given.</summary>
    public void RequireAll()
    {
        for (var slot = 0; slot < _seen.Length; slot++)
        {
            if (!_seen[slot])
            {
                errors.Add($"features.{FeatureOf(slot).Name}", "is required; send null when the value is not known");
            }
        }
    }

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * _values.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            for (var slot = 0; slot < _values.Length; slot++)
            {
                Write(json, FeatureOf(slot).Name, _values[slot]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case double number:
                json.WriteNumber(name, number);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            default:
                json.WriteNull(name);
                break;
        }
    }

    private Feature FeatureOf(int slot) => scorecard.Terms[slot].Feature;

    private void ReadValue(ref Utf8JsonReader reader, int slot)
    {
        var feature = FeatureOf(slot);
        if (reader.TokenType == JsonTokenType.Null)
        {
            Vector.SetMissing(slot);
        }
        else if (feature.Kind == FeatureKind.Numeric)
        {
            ReadNumber(ref reader, slot, feature);
        }
        else
        {
            ReadLevel(ref reader, slot, feature);
        }
    }

    private void ReadNumber(ref Utf8JsonReader reader, int slot, Feature feature)
    {
        if (JsonText.TryReadNumber(ref reader, out var number, out var error))
        {
            Vector.SetNumber(slot, number);
            _values[slot] = number;
        }
        else
        {
            errors.Add($"features.{feature.Name}", error);
        }
    }

    private void ReadLevel(ref Utf8JsonReader reader, int slot, Feature feature)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            errors.Add($"features.{feature.Name}", $"must be a string or null, not {JsonText.Describe(reader.TokenType)}");
            reader.Skip();
        }
        else if (!JsonText.TryRead(ref reader, MaxLevelLength, out var text, out var error))
        {
            errors.Add($"features.{feature.Name}", error);
        }
        else if (scorecard.Schema.Missing.Contains(text.Trim()))
        {
            // What a data file would mean by it, the scorecard was trained on.
            Vector.SetMissing(slot);
        }
        else
        {
            Vector.SetLevel(slot, text.Trim());
            _values[slot] = text;
        }
    }
}
