using System.Text.Json;
using CreditAI.ScoringApi.Applications;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditAI.ScoringApi.Requests;

/// <summary>A request's body as one JSON document of a bounded length.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <param name="request">Its content type is checked already.</param>
    /// <param name="maxLength">In bytes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The document, or the answer that says what is wrong.</returns>
    public static async Task<(JsonDocument? Document, ProblemHttpResult? Problem)> ReadAsync(
        HttpRequest request, long maxLength, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxLength;
        }

        try
        {
            return (await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken), null);
        }
        catch (JsonException exception)
        {
            errors.Add("body", $"is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
            return (null, Refuse(errors));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            errors.Add("body", $"must have at most {maxLength} bytes");
            return (null, Refuse(errors, exception.StatusCode));
        }
    }

    /// <summary>The answer to a request with errors.</summary>
    public static ProblemHttpResult Refuse(FieldErrors errors, int status = StatusCodes.Status400BadRequest)
        => TypedResults.Problem(new HttpValidationProblemDetails(errors.ByField)
        {
            Status = status,
            Title = "The request cannot be taken as sent.",
            Detail = $"{string.Join(", ", errors.ByField.Keys.Take(5))}{(errors.ByField.Count > 5 ? ", …" : "")}: see errors. Nothing was recorded.",
        });
}
