namespace CreditAI.ScoringApi.Explanations;

internal static class ExplanationSetup
{
    public static void AddExplanations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScorecardCache>();
        builder.Services.AddSingleton<DecisionExplainer>();
        builder.Services.AddExceptionHandler<ArtifactAnswers>();
    }
}
