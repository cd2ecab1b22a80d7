using System.Globalization;
using System.Text.Json;
using CreditAI.ScoringApi.Applications;

namespace CreditAI.ScoringApi.Requests;

/// <summary>The members of a JSON object of a request. What is wrong goes to <paramref name="errors"/>, and reading goes on.</summary>
internal readonly struct RequestFields(JsonElement element, FieldErrors errors)
{
    /// <summary>False, and said, when it is no object.</summary>
    public bool AreOf(params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add("body", "must be a JSON object");
            return false;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                errors.Add(property.Name, $"is not known; the members are {string.Join(", ", known)}");
            }
        }

        return true;
    }

    /// <summary>The member's value as it is; null, and said, when it is absent.</summary>
    public JsonElement? Required(string member)
    {
        if (TryGet(member, out var value))
        {
            return value;
        }

        errors.Add(member, "is required");
        return null;
    }

    public string? RequiredText(string member, int maxLength) => Required(member) is { } value ? Text(member, value, maxLength) : null;

    public string? OptionalText(string member, int maxLength) => TryGet(member, out var value) ? Text(member, value, maxLength) : null;

    public string? RequiredWord(string member, params ReadOnlySpan<string> words)
    {
        if (RequiredText(member, 64) is not { } text || words.Contains(text))
        {
            return TryGet(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }

        errors.Add(member, $"must be {string.Join(" or ", words)}");
        return null;
    }

    public Guid? RequiredId(string member)
    {
        if (Required(member) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id))
        {
            return id;
        }

        errors.Add(member, "must be a decision's id, a UUID");
        return null;
    }

    /// <summary>RFC 3339, with its offset: without one it would be another instant on another machine.</summary>
    public DateTimeOffset? RequiredInstant(string member)
    {
        if (RequiredText(member, 64) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            && (text.EndsWith('Z') || text[^6] is '+' or '-'))
        {
            return instant;
        }

        errors.Add(member, "must be an instant with its offset, such as 2026-07-01T12:00:00Z");
        return null;
    }

    /// <summary>An array of texts; empty when it is absent.</summary>
    public IReadOnlyList<string> Texts(string member, int most, int maxLength)
    {
        if (!TryGet(member, out var array))
        {
            return [];
        }

        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > most)
        {
            errors.Add(member, $"must be an array of at most {most} texts");
            return [];
        }

        var read = errors;
        return [.. array.EnumerateArray().Select((item, index) => Read(item, $"{member}[{index}]", maxLength, read)).OfType<string>()];
    }

    private string? Text(string member, JsonElement value, int maxLength) => Read(value, member, maxLength, errors);

    private static string? Read(JsonElement value, string field, int maxLength, FieldErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(field, "must be a string");
            return null;
        }

        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its other half (RFC 8259 §8.2).
            errors.Add(field, "must be Unicode text; it holds half of a surrogate pair");
            return null;
        }

        if (string.IsNullOrWhiteSpace(text) || text.Length > maxLength || text.Any(letter => char.IsControl(letter) && letter != '\n'))
        {
            errors.Add(field, $"must have 1 to {maxLength} characters, and no control characters but line feeds");
            return null;
        }

        return text;
    }

    private bool TryGet(string member, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
