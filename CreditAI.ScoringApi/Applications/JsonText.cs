using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace CreditAI.ScoringApi.Applications;

/// <summary>Values of a request: strings of whole Unicode without control characters and of a bounded length, and finite numbers.</summary>
internal static class JsonText
{
    /// <param name="reader">On a string or a member's name.</param>
    /// <param name="maxLength">In UTF-16 units.</param>
    /// <param name="text">The text.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryRead(
        ref Utf8JsonReader reader, int maxLength, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its other half (RFC 8259 §8.2).
            (text, error) = (null, "must be Unicode text; it holds half of a surrogate pair");
            return false;
        }

        error = text.Length > maxLength
            ? $"must have at most {maxLength} characters, not {text.Length}"
            : HoldsControl(text) ? "must not hold control characters" : null;
        return error is null;
    }

    /// <param name="reader">On a value; what is no number is skipped.</param>
    /// <param name="number">Finite.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryReadNumber(ref Utf8JsonReader reader, out double number, [NotNullWhen(false)] out string? error)
    {
        (number, error) = (double.NaN, null);
        if (reader.TokenType != JsonTokenType.Number)
        {
            error = $"must be a number or null, not {Describe(reader.TokenType)}";
            reader.Skip();
        }
        else if (!(ShortDecimal.TryParse(reader.ValueSpan, out number) || reader.TryGetDouble(out number)) || !double.IsFinite(number))
        {
            error = "must be a number within ±1.79e308";
        }

        return error is null;
    }

    /// <summary>A member's name for an error message, whatever it holds.</summary>
    public static string NameForError(ref Utf8JsonReader reader)
        => TryRead(ref reader, int.MaxValue, out var name, out _) ? name : "(unreadable name)";

    /// <summary>Whether a member has this name. One with escapes, which may be no text at all, is read first.</summary>
    public static bool NameIs(ref Utf8JsonReader reader, string name)
        => reader.ValueIsEscaped ? NameForError(ref reader) == name : reader.ValueTextEquals(name);

    /// <inheritdoc cref="NameIs(ref Utf8JsonReader, string)"/>
    /// <param name="reader">On a member's name.</param>
    /// <param name="utf8Name">In UTF-8.</param>
    public static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8Name)
        => reader.ValueIsEscaped ? NameForError(ref reader) == Encoding.UTF8.GetString(utf8Name) : reader.ValueTextEquals(utf8Name);

    /// <summary>A value's kind in words.</summary>
    public static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    // Unicode's category Cc: C0, DEL and C1.
    private static bool HoldsControl(ReadOnlySpan<char> text)
        => text.ContainsAnyInRange('\u0000', '\u001F') || text.ContainsAnyInRange('\u007F', '\u009F');
}
