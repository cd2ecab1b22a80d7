namespace CreditAI.ScoringApi.Security;

internal static class GuardSetup
{
    public static void AddGuard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiKeyOptions>().Bind(builder.Configuration).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<OidcOptions>().BindConfiguration("Oidc").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BearerTokens>();
        builder.Services.AddSingleton<GuardAnswers>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddHostedService<KeyRingLoader>();
        builder.Services.AddHealthChecks().AddCheck<KeyRingHealthCheck>("api-keys");
    }

    public static void UseGuard(this WebApplication app) => app.UseMiddleware<Guard>();
}
