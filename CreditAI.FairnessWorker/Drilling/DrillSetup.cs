using CreditAI.Ledger.Drills;

namespace CreditAI.FairnessWorker.Drilling;

internal static class DrillSetup
{
    public static void AddDrillWatch(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DrillStore>();
        builder.Services.AddHostedService<DrillWatch>();
    }
}
