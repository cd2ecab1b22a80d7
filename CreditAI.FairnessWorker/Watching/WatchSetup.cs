using CreditAI.FairnessWorker.Measuring;

namespace CreditAI.FairnessWorker.Watching;

internal static class WatchSetup
{
    public static void AddFairnessWatch(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<FairnessOptions>().BindConfiguration("Fairness").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FairnessMetrics>();
        builder.Services.AddSingleton<FairnessWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FairnessWatch>());
        builder.Services.AddHealthChecks().AddCheck<WatchHealthCheck>("fairness-watch");
    }
}
