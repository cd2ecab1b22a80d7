using CreditAI.FairnessWorker.Alerting.Targets;

namespace CreditAI.FairnessWorker.Alerting;

internal static class AlertSetup
{
    public static void AddAlerts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AlertOptions>().BindConfiguration("Alerts").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient(AlertPost.Client).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        builder.Services.AddSingleton<AlertPost>();
        builder.Services.AddSingleton<AlertMetrics>();
        builder.Services.AddHostedService<AlertSender>();

        var configured = builder.Configuration.GetSection("Alerts").Get<AlertOptions>() ?? new AlertOptions();
        AddIf<WebhookTarget>(configured.Webhook is not null);
        AddIf<SlackTarget>(configured.Slack is not null);
        AddIf<PagerDutyTarget>(configured.PagerDuty is not null);
        AddIf<MailTarget>(configured.Mail is not null);
        if (configured.Alertmanager is not null)
        {
            builder.Services.AddSingleton<AlertmanagerTarget>();
            builder.Services.AddSingleton<IAlertTarget>(services => services.GetRequiredService<AlertmanagerTarget>());
            builder.Services.AddHostedService<AlertmanagerRefresh>();
        }

        void AddIf<TTarget>(bool isConfigured)
            where TTarget : class, IAlertTarget
        {
            if (isConfigured)
            {
                builder.Services.AddSingleton<IAlertTarget, TTarget>();
            }
        }
    }
}
