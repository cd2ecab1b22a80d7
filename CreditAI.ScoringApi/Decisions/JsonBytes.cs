using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// JSON as it is answered thousands of times a second: whoever writes says what stands between the values, which mostly are bytes made before.
/// Values are written as System.Text.Json writes them, texts with only what JSON itself asks to be escaped.
/// </summary>
internal sealed class JsonBytes : IBufferWriter<byte>
{
    private const int IdLength = 38; // With its quotes.
    private const int LongestNumber = 32;
    private const int LongestTime = 33; // 2026-11-29T20:18:38.1234567+00:00
    private const int FractionEnd = 27;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (char)letter).Where(letter => letter is not ('"' or '\\'))]);

    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Bytes that are JSON, or a part of it, already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(GetSpan(json.Length));
        Length += json.Length;
    }

    /// <summary>A string, or null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Raw("null"u8);
            return;
        }

        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            Raw("\""u8);
            Raw(Escaped(text));
            Raw("\""u8);
            return;
        }

        var into = GetSpan(text.Length + 2);
        into[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, into[1..]);
        into[text.Length + 1] = (byte)'"';
        Length += text.Length + 2;
    }

    public void Number(long value)
    {
        value.TryFormat(GetSpan(LongestNumber), out var length, provider: CultureInfo.InvariantCulture);
        Length += length;
    }

    /// <summary>As few digits as give the same number back.</summary>
    /// <param name="value">Finite.</param>
    public void Number(double value)
    {
        value.TryFormat(GetSpan(LongestNumber), out var length, provider: CultureInfo.InvariantCulture);
        Length += length;
    }

    public void Id(Guid id)
    {
        PutId(GetSpan(IdLength), id);
        Length += IdLength;
    }

    /// <summary>An id in the place of one that was written there.</summary>
    public void PutId(int at, Guid id) => PutId(_bytes.AsSpan(at, IdLength), id);

    /// <inheritdoc cref="PutId(int, Guid)"/>
    public static void PutId(Span<byte> into, Guid id)
    {
        into[0] = into[IdLength - 1] = (byte)'"';
        id.TryFormat(into[1..], out _);
    }

    /// <summary>UTC, in ISO 8601, without zeros at the end of the second's fraction.</summary>
    public void Time(DateTimeOffset time)
    {
        var into = GetSpan(LongestTime + 2);
        into[0] = (byte)'"';
        Utf8Formatter.TryFormat(time, into[1..], out _, 'O');
        var end = 1 + FractionEnd;
        while (into[end - 1] is (byte)'0')
        {
            end--;
        }

        end = into[end - 1] is (byte)'.' ? end - 1 : end;
        into.Slice(1 + FractionEnd, LongestTime - FractionEnd).CopyTo(into[end..]);
        end += LongestTime - FractionEnd;
        into[end] = (byte)'"';
        Length += end + 1;
    }

    /// <summary>A value by its serializer.</summary>
    public void Value<T>(T value, JsonTypeInfo<T> type)
    {
        using var json = new Utf8JsonWriter(this, Options);
        JsonSerializer.Serialize(json, value, type);
    }

    /// <returns>A string's inside.</returns>
    public static byte[] Escaped(string text) => JsonEncodedText.Encode(text, Options.Encoder).EncodedUtf8Bytes.ToArray();

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Need(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Need(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    private void Need(int more)
    {
        if (_bytes.Length - Length < more)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + more));
        }
    }
}
