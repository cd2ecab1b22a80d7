using CreditAI.ScoringApi.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CreditAI.ScoringApi.OpenApi;

/// <summary>What the document says of keys, tokens and scopes.</summary>
internal static class SecurityDescription
{
    private const string BearerScheme = "Bearer";

    /// <summary>The ways to say who calls: a token only where an issuer is configured.</summary>
    public static Dictionary<string, IOpenApiSecurityScheme> Schemes(IServiceProvider services)
    {
        var schemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [GuardAnswers.KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = GuardAnswers.KeyHeader,
                Description = "A key made by 'creditai api-keys create', with its scopes.",
            },
        };
        if (TakesTokens(services))
        {
            schemes[BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A token of the configured OpenID Connect issuer, whose claims are mapped to scopes.",
            };
        }

        return schemes;
    }

    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().LastOrDefault() is not { } required)
        {
            return;
        }

        operation.Security = [Requirement(GuardAnswers.KeyScheme)];
        if (TakesTokens(context.ApplicationServices))
        {
            operation.Security.Add(Requirement(BearerScheme));
        }

        operation.Description = string.Join(" ", new[] { operation.Description, $"Needs the scope {required.InWords}." }.Where(text => !string.IsNullOrEmpty(text)));
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", Refusal("The key or token is missing or not valid."));
        operation.Responses.TryAdd("403", Refusal("The caller does not have the scope."));
        operation.Responses.TryAdd("429", Refusal("The caller's or the address's limit is reached; Retry-After says until when."));

        OpenApiSecurityRequirement Requirement(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };
    }

    private static bool TakesTokens(IServiceProvider services) => services.GetRequiredService<BearerTokens>().AreTaken;

    private static OpenApiResponse Refusal(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
    };
}
