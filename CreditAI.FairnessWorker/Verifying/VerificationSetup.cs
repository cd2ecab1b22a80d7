using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;

namespace CreditAI.FairnessWorker.Verifying;

internal static class VerificationSetup
{
    public static void AddVerification(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<VerificationOptions>().BindConfiguration("Verification").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<VerificationMetrics>();
        builder.Services.AddSingleton(services => new CheckpointAccess(services.GetService<DataKeys>(), services.GetService<IObjectStore>()));
        builder.Services.AddHostedService<VerificationWatch>();
    }
}
