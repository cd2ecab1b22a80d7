namespace CreditAI.FairnessWorker.Acting;

internal static class ActionSetup
{
    public static void AddActions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ActionMetrics>();
        builder.Services.AddSingleton<ActionTaker>();
    }
}
