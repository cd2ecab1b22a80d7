namespace CreditAI.ScoringApi.Errors;

internal static class UnavailableSetup
{
    public static void AddUnavailableAnswers(this IHostApplicationBuilder builder)
        => builder.Services.AddExceptionHandler<UnavailableAnswers>();
}
