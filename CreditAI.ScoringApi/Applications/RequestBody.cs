using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace CreditAI.ScoringApi.Applications;

/// <summary>A request's body as one piece of JSON, or the status that says why it is not.</summary>
internal static class RequestBody
{
    /// <summary>In bytes. An application of a few hundred features is some 10 KiB.</summary>
    public const int MaxLength = 128 * 1024;

    /// <returns>The body, or null with a status of 413 or 415 and what is wrong in <paramref name="errors"/>.</returns>
    public static ValueTask<(byte[]? Body, int Status)> ReadAsync(HttpRequest request, FieldErrors errors)
    {
        if (!IsOf(request, "application/json", errors))
        {
            return new((null, StatusCodes.Status415UnsupportedMediaType));
        }

        if (request.ContentLength > MaxLength)
        {
            return new(TooLarge(errors));
        }

        try
        {
            // An application mostly comes in one piece with its request's head, and then there is nothing to wait for.
            if (request.ContentLength is not null && request.BodyReader.TryRead(out var result))
            {
                if (result.IsCompleted)
                {
                    return new(Take(request, result.Buffer, errors));
                }

                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new(TooLarge(errors)); // The server saw it first.
        }

        return new(WaitAsync(request, errors));
    }

    /// <returns>Whether the body is of this media type, in UTF-8 and not encoded further; else <paramref name="errors"/> says what it is not.</returns>
    public static bool IsOf(HttpRequest request, string mediaType, FieldErrors errors)
    {
        MediaTypeHeaderValue? type = null;
        if (request.ContentType != mediaType
            && (!MediaTypeHeaderValue.TryParse(request.ContentType, out type) || !type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)))
        {
            errors.Add("Content-Type", $"must be {mediaType}");
        }
        else if (type is { Charset.HasValue: true } && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add("Content-Type", "must have no charset but utf-8");
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            errors.Add("Content-Encoding", "is not supported; send the body as it is");
        }

        return !errors.Any;
    }

    private static async Task<(byte[]? Body, int Status)> WaitAsync(HttpRequest request, FieldErrors errors)
    {
        try
        {
            return Take(request, (await request.BodyReader.ReadAtLeastAsync(MaxLength + 1)).Buffer, errors);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(errors); // As above.
        }
    }

    private static (byte[]? Body, int Status) Take(HttpRequest request, ReadOnlySequence<byte> read, FieldErrors errors)
    {
        var body = read.Length > MaxLength ? null : read.ToArray();
        request.BodyReader.AdvanceTo(read.End);
        return body is null ? TooLarge(errors) : (body, StatusCodes.Status200OK);
    }

    private static (byte[]?, int) TooLarge(FieldErrors errors)
    {
        errors.Add("body", $"must have at most {MaxLength} bytes");
        return (null, StatusCodes.Status413PayloadTooLarge);
    }
}
