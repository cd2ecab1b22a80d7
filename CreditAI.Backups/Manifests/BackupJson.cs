using System.Text.Json;
using System.Text.Json.Serialization;
using CreditAI.Backups.Pieces;

namespace CreditAI.Backups.Manifests;

/// <summary>Manifests and lists of files as JSON. Extents are arrays of four numbers: a large cluster has many.</summary>
internal static class BackupJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new LsnConverter(), new ExtentConverter(), new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="DamagedPieceException">It is not what this version of the format writes.</exception>
    public static T Read<T>(string name, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new DamagedPieceException(name, $"it is no document of format 1 ({exception.Message})", exception);
        }
    }

    private sealed class ExtentConverter : JsonConverter<Extent>
    {
        public override Extent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Span<long> numbers = stackalloc long[4];
            for (var index = 0; index < numbers.Length; index++)
            {
                reader.Read();
                numbers[index] = reader.GetInt64();
            }

            reader.Read();
            return reader.TokenType == JsonTokenType.EndArray
                ? new Extent((int)numbers[0], numbers[1], numbers[2], (int)numbers[3])
                : throw new JsonException("An extent is four numbers.");
        }

        public override void Write(Utf8JsonWriter writer, Extent value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Piece);
            writer.WriteNumberValue(value.PieceOffset);
            writer.WriteNumberValue(value.FileOffset);
            writer.WriteNumberValue(value.Length);
            writer.WriteEndArray();
        }
    }
}
