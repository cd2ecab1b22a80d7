using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CreditAI.ScoringApi.OpenApi;

/// <summary>What the description says of bodies that endpoints read and write by themselves.</summary>
internal static class BodyExamples
{
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="json">What a request's body looks like.</param>
    /// <param name="mediaType">The content it is an example of.</param>
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, string json, string mediaType = "application/json")
        => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.RequestBody?.Content?.TryGetValue(mediaType, out var content) == true)
            {
                content.Example = mediaType == "application/json" ? JsonNode.Parse(json) : JsonValue.Create(json);
            }

            return Task.CompletedTask;
        });

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="json">What its body looks like.</param>
    public static RouteHandlerBuilder WithAnswerExample(this RouteHandlerBuilder endpoint, int status, string json)
        => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Responses?.TryGetValue($"{status}", out var answer) == true
                && answer.Content?.TryGetValue("application/json", out var content) == true)
            {
                content.Example = JsonNode.Parse(json);
            }

            return Task.CompletedTask;
        });

    /// <summary>Says that an answer may be text as well. A second Produces of the same status would take the place of the first.</summary>
    public static RouteHandlerBuilder WithTextAnswer(this RouteHandlerBuilder endpoint, int status, string mediaType = "text/plain")
        => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses?[$"{status}"].Content?.Add(mediaType, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });
}
