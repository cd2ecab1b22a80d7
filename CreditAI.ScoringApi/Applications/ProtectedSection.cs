using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditAI.Scoring.Schema;

namespace CreditAI.ScoringApi.Applications;

/// <summary>
/// The applicant's protected attributes: never scored, only counted. What is kept is the group, not the value, since
/// fairness needs no more; an attribute left out or null is the group of those who did not say.
/// </summary>
internal readonly struct ProtectedSection(DatasetSchema schema, FieldErrors errors)
{
    private const int MaxLength = 64;

    private readonly string?[] _groups = schema.Protected.Count == 0 ? [] : new string?[schema.Protected.Count];
    private readonly bool[] _seen = schema.Protected.Count == 0 ? [] : new bool[schema.Protected.Count];

    /// <param name="reader">On the section's opening brace; left on its closing one.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader);
            if (index >= 0 && !_seen[index])
            {
                _seen[index] = true;
                reader.Read();
                ReadValue(ref reader, index);
                continue;
            }

            errors.Add(
                $"protected.{JsonText.NameForError(ref reader)}", index >= 0 ? "is given more than once" : "is not a protected attribute of this model");
            reader.Read();
            reader.Skip();
        }
    }

    public string? ToJson()
    {
        if (_groups.Length == 0)
        {
            return null;
        }

        var json = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        for (var index = 0; index < _groups.Length; index++)
        {
            json.AppendLiteral(index == 0 ? "{\"" : "\",\"");
            json.AppendLiteral(JavaScriptEncoder.Default.Encode(schema.Protected[index].Name));
            json.AppendLiteral("\":\"");
            json.AppendLiteral(JavaScriptEncoder.Default.Encode(_groups[index] ?? ProtectedAttribute.MissingGroup));
        }

        json.AppendLiteral("\"}");
        return json.ToStringAndClear();
    }

    private int IndexOf(ref Utf8JsonReader reader)
    {
        for (var index = 0; index < schema.Protected.Count; index++)
        {
            if (JsonText.NameIs(ref reader, schema.Protected[index].Name))
            {
                return index;
            }
        }

        return -1;
    }

    private void ReadValue(ref Utf8JsonReader reader, int index)
    {
        var attribute = schema.Protected[index];
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (attribute.Bands.Count > 0)
        {
            ReadBand(ref reader, index, attribute);
        }
        else
        {
            ReadGroup(ref reader, index, attribute);
        }
    }

    private void ReadBand(ref Utf8JsonReader reader, int index, ProtectedAttribute attribute)
    {
        if (JsonText.TryReadNumber(ref reader, out var number, out var error))
        {
            _groups[index] = attribute.BandOf(number);
        }
        else
        {
            errors.Add($"protected.{attribute.Name}", error);
        }
    }

    private void ReadGroup(ref Utf8JsonReader reader, int index, ProtectedAttribute attribute)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            errors.Add($"protected.{attribute.Name}", $"must be a string or null, not {JsonText.Describe(reader.TokenType)}");
            reader.Skip();
        }
        else if (!JsonText.TryRead(ref reader, MaxLength, out var text, out var error))
        {
            errors.Add($"protected.{attribute.Name}", error);
        }
        else if (!schema.Missing.Contains(text.Trim()))
        {
            _groups[index] = attribute.Groups.GetValueOrDefault(text.Trim(), text.Trim());
        }
    }
}
