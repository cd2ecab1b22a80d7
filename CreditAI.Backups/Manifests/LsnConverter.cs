using System.Text.Json;
using System.Text.Json.Serialization;
using NpgsqlTypes;

namespace CreditAI.Backups.Manifests;

/// <summary>LSNs in JSON as PostgreSQL writes them: "0/3000060".</summary>
internal sealed class LsnConverter : JsonConverter<NpgsqlLogSequenceNumber>
{
    public override NpgsqlLogSequenceNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => NpgsqlLogSequenceNumber.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, NpgsqlLogSequenceNumber value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
