using CreditAI.FairnessWorker.Judging;
using CreditAI.FairnessWorker.Measuring;
using CreditAI.FairnessWorker.Recounting;
using CreditAI.Ledger.Fairness.Counting;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Watching;

internal static class WatchSetup
{
    public static void AddFairnessWatch(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<FairnessOptions>().BindConfiguration("Fairness").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => new FairnessLease(services.GetRequiredService<IOptions<FairnessOptions>>().Value.Lease));
        builder.Services.AddSingleton<LedgerCounter>();
        builder.Services.AddSingleton<DayRecount>();
        builder.Services.AddSingleton<WatchedVersions>();
        builder.Services.AddSingleton<FairnessJudge>();
        builder.Services.AddSingleton<FairnessMetrics>();
        builder.Services.AddSingleton<FairnessWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FairnessWatch>());
        builder.Services.AddHostedService<NightlyRecount>();
        builder.Services.AddHealthChecks().AddCheck<WatchHealthCheck>("fairness-watch");
    }
}
