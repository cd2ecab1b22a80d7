using System.Buffers;
using System.Text.Json;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>
/// An answer that is written whole into the server's buffer, with its length: for what is answered thousands of times a second. The framework's
/// results write in pieces, and ask for a scope of services and a logger each time.
/// </summary>
/// <param name="status">Of the answer.</param>
/// <param name="write">Writes the body.</param>
/// <param name="location">Where what was created can be found.</param>
internal sealed class JsonAnswer(int status, Action<Utf8JsonWriter> write, string? location = null) : IResult
{
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? _writers;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (bytes, json) = _writers ??= Writers();
        bytes.ResetWrittenCount();
        json.Reset();
        write(json);
        json.Flush();

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.WrittenCount;
        if (location is not null)
        {
            response.Headers.Location = location;
        }

        response.BodyWriter.Write(bytes.WrittenSpan);
        return Task.CompletedTask; // The server sends it when the request ends.
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) Writers()
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        return (bytes, new Utf8JsonWriter(bytes, DecisionWriter.Options));
    }
}
