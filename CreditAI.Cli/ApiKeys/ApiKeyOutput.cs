using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Access;

namespace CreditAI.Cli.ApiKeys;

/// <summary>Keys as tables or JSON. Only <see cref="WriteIssued"/> writes a secret, to standard output.</summary>
internal static class ApiKeyOutput
{
    public static void WriteIssued(IssuedApiKey issued, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("key", issued.Text);
                json.WritePropertyName("created");
                Write(json, issued.Key, issued.Key.CreatedAt);
                json.WriteEndObject();
            });
            return;
        }

        Screen.Line(issued.Text);
        Console.Error.WriteLine($"API key {issued.Key.Prefix} ({issued.Key.Name}): {string.Join(", ", issued.Key.Scopes.ToNames())}. It is not shown again.");
    }

    public static void WriteRevoked(ApiKey key, DateTimeOffset now, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("revoked");
                Write(json, key, now);
                json.WriteEndObject();
            });
        }
        else
        {
            Screen.Line($"API key {key.Prefix} ({key.Name}) is revoked");
        }
    }

    public static void WriteList(IReadOnlyList<ApiKey> keys, DateTimeOffset now, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("keys");
                foreach (var key in keys)
                {
                    Write(json, key, now);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
        else if (keys.Count == 0)
        {
            Screen.Line("there are no API keys; 'creditai api-keys create' makes one");
        }
        else
        {
            Screen.Table(["key", "name", "scopes", "state", "per minute", "expires", "created", "by", "last used"], keys.Select(key => Row(key, now)));
        }
    }

    private static string[] Row(ApiKey key, DateTimeOffset now) =>
    [
        key.Prefix, key.Name, string.Join(" ", key.Scopes.ToNames()), key.StateAt(now), key.RequestsPerMinute?.ToString(CultureInfo.InvariantCulture) ?? "-",
        Text(key.ExpiresAt), Text(key.CreatedAt), key.CreatedBy, Text(key.LastUsedAt),
    ];

    private static string Text(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-";

    private static void Write(Utf8JsonWriter json, ApiKey key, DateTimeOffset now)
        => JsonSerializer.Serialize(json, new
        {
            key.Prefix,
            key.Id,
            key.Name,
            Scopes = key.Scopes.ToNames(),
            State = key.StateAt(now),
            key.RequestsPerMinute,
            key.ExpiresAt,
            key.CreatedAt,
            key.CreatedBy,
            key.RevokedAt,
            key.RevokedBy,
            key.LastUsedAt,
        }, JsonSerializerOptions.Web);
}
