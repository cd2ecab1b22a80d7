using System.Buffers;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// An answer that is written whole into the server's buffer, with its length: for what is answered thousands of times a second. The framework's
/// results write in pieces, and ask for a scope of services and a logger each time.
/// </summary>
/// <param name="status">Of the answer.</param>
/// <param name="write">Writes the body.</param>
/// <param name="location">Where what was created can be found.</param>
internal sealed class JsonAnswer(int status, Action<JsonBytes> write, string? location = null) : IResult
{
    [ThreadStatic]
    private static JsonBytes? _json;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var json = _json ??= new JsonBytes();
        json.Clear();
        write(json);

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        if (location is not null)
        {
            response.Headers.Location = location;
        }

        response.BodyWriter.Write(json.Written);
        return Task.CompletedTask; // The server sends it when the request ends.
    }
}
