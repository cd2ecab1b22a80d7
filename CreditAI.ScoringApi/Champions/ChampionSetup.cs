namespace CreditAI.ScoringApi.Champions;

internal static class ChampionSetup
{
    public static void AddChampion(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChampionHolder>();
        builder.Services.AddSingleton<ChampionMetrics>();
        builder.Services.AddHostedService<ChampionLoader>();
        builder.Services.AddHealthChecks().AddCheck<ChampionHealthCheck>("champion");
    }
}
