using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditAI.ScoringApi.Caching;

/// <summary>
/// Gives a 200 answer its ETag, of its content where the endpoint has set none, and answers a conditional request whose tag still holds with 304
/// (RFC 9110 §13). Answers are about people: only the caller's own cache may keep them, and it asks each time.
/// </summary>
internal sealed class ContentTag(IOptions<JsonOptions> json) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        var (body, type) = result switch
        {
            ContentHttpResult text => (Encoding.UTF8.GetBytes(text.ResponseContent ?? ""), text.ContentType),
            IValueHttpResult { Value: { } value } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } =>
                (JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json.Value.SerializerOptions), "application/json; charset=utf-8"),
            _ => (null, null),
        };
        if (body is null)
        {
            return result;
        }

        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "private, no-cache";
        var tag = headers.ETag is [{ } set] ? set : $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
        return TypedResults.Bytes(body, type, entityTag: EntityTagHeaderValue.Parse(tag));
    }
}
