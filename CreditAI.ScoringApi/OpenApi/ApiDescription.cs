using CreditAI.ScoringApi.Champions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CreditAI.ScoringApi.OpenApi;

/// <summary>The OpenAPI document at /openapi/v1.json.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IHostApplicationBuilder builder)
        => builder.Services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer(DescribeAsync);
            options.AddOperationTransformer(DescribeBodyAsync);
            options.AddOperationTransformer((operation, context, _) =>
            {
                SecurityDescription.Describe(operation, context);
                return Task.CompletedTask;
            });
        });

    public static void MapApiDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi().AllowAnonymous();

    /// <summary>Describes the body of an endpoint that reads an application by itself.</summary>
    public static RouteHandlerBuilder TakesApplication(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(TakesApplicationMetadata.Instance);

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "CreditAI",
            Version = "v1",
            Description = "Decides credit applications with exact reasons and records every decision. Errors are problem details (RFC 9457).",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = SecurityDescription.Schemes(context.ApplicationServices);
        return Task.CompletedTask;
    }

    private static async Task DescribeBodyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesApplicationMetadata>().Any())
        {
            return;
        }

        var champion = context.ApplicationServices.GetRequiredService<ChampionHolder>().Current;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(typeof(ApplicationRequest), null, cancellationToken),
                    Example = champion is null ? null : ExampleApplication.For(champion.Scorecard),
                },
            },
        };
    }
}
