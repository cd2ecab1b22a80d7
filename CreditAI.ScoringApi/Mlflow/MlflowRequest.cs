using System.Globalization;
using System.Text.Json;
using CreditAI.ScoringApi.Requests;

namespace CreditAI.ScoringApi.Mlflow;

/// <summary>What a client asks for: in the query of a GET, in the JSON body of anything else. Members that are not known are passed by, as MLflow does.</summary>
internal sealed class MlflowRequest(IQueryCollection query, JsonElement body)
{
    private const int MaxLength = 256 * 1024;
    private const int LongestName = 256;

    /// <exception cref="MlflowException">The body is no JSON object.</exception>
    public static async Task<MlflowRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(request.Method) || request.ContentLength is 0 or null && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return new MlflowRequest(request.Query, default);
        }

        var (document, problem) = await JsonBody.ReadAsync(request, MaxLength, cancellationToken);
        using (document)
        {
            return document?.RootElement.ValueKind == JsonValueKind.Object
                ? new MlflowRequest(request.Query, document.RootElement.Clone())
                : throw new MlflowException(MlflowCode.Invalid, problem?.ProblemDetails.Detail ?? "The body must be a JSON object.");
        }
    }

    public string Name => Required("name");

    /// <exception cref="MlflowException">It is absent, empty or too long.</exception>
    public string Required(string member, int longest = LongestName)
        => Optional(member, longest) is { Length: > 0 } text ? text : throw new MlflowException(MlflowCode.Invalid, $"Missing value for required parameter '{member}'.");

    public string? Optional(string member, int longest = LongestName)
    {
        var text = body.ValueKind == JsonValueKind.Object && body.TryGetProperty(member, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.Null => null,
                _ => throw new MlflowException(MlflowCode.Invalid, $"Invalid value for parameter '{member}': a text is wanted."),
            }
            : query[member].FirstOrDefault();
        return text is null || (text.Length <= longest && !text.Contains('\0'))
            ? text
            : throw new MlflowException(MlflowCode.Invalid, $"Invalid value for parameter '{member}': at most {longest} characters.");
    }

    /// <exception cref="MlflowException">It is not a whole number within the range.</exception>
    public int Count(string member, int unasked, int most)
    {
        if (Optional(member) is not { Length: > 0 } text)
        {
            return unasked;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most
            ? count
            : throw new MlflowException(MlflowCode.Invalid, $"Invalid value {text} for parameter '{member}': a whole number from 1 to {most} is wanted.");
    }

    public bool Flag(string member) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Several values: an array in the body, or the parameter given more than once.</summary>
    public IReadOnlyList<string> Several(string member)
        => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(member, out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]
            : [.. query[member].OfType<string>()];

    /// <summary><c>tags</c>: an array of <c>{"key", "value"}</c>.</summary>
    public IReadOnlyList<MlflowTag> Tags()
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("tags", out var tags) || tags.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. tags.EnumerateArray().Select(tag => new MlflowRequest(new QueryCollection(), tag)).Select(tag => tag.Tag())];
    }

    public MlflowTag Tag() => new(Required("key"), Optional("value", Ledger.Registry.Catalog.ModelCatalog.LongestText) ?? "");
}
