using CreditAI.Ledger;

namespace CreditAI.FairnessWorker.Training;

internal static class TrainingSetup
{
    /// <summary>Training runs, where the worker has an object store; on the ledger's own decisions, where it has the master key too.</summary>
    public static void AddTraining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TrainingOptions>().BindConfiguration("Training").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<TrainingMetrics>();
        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString(LedgerSetup.StorageName))
            || !builder.Configuration.GetValue("Training:IsOn", true))
        {
            return;
        }

        builder.AddObjectStore();
        if (!string.IsNullOrEmpty(builder.Configuration["Keys:Master"]))
        {
            builder.AddLedgerReader();
        }

        builder.Services.AddSingleton<TrainingData>();
        builder.Services.AddSingleton<TrainingRunner>();
        builder.Services.AddHostedService<TrainingService>();
    }
}
