using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal static class ApplicationServices
{
    public static void AddTo(HostApplicationBuilder host, DistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        QuietHostLogs(host.Logging);
        if (CommandLine.LogLevelOf(host.Configuration) is { } level)
        {
            host.Logging.SetMinimumLevel(level);
        }

        var services = host.Services;
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(builder.Eventing);
        services.AddSingleton<ResourceNotificationService>();
        services.AddSingleton(sp => new ResourceLoggerService { TimeProvider = sp.GetRequiredService<TimeProvider>() });
        services.AddSingleton(sp => new ResourceCommandService(
            sp.GetRequiredService<ResourceNotificationService>(), sp.GetRequiredService<ResourceLoggerService>(), sp));
        services.AddHealthChecks();
        services.AddSingleton(builder.Pipeline);
        services.Configure<PipelineOptions>(host.Configuration.GetSection("Pipeline"));
        services.AddSingleton<IPipelineOutputService, PipelineOutputService>();

        // Without a dashboard nobody can see and mend what failed, so those who wait give up.
        services.Configure<ResourceNotificationServiceOptions>(o => o.DefaultWaitBehavior = options.DisableDashboard
            ? WaitBehavior.StopOnResourceUnavailable
            : WaitBehavior.WaitOnResourceUnavailable);

        if (builder.ExecutionContext.IsPublishMode)
        {
            ManifestStep.AddTo(builder);
            services.AddHostedService<PipelineExecutor>();
        }
        else
        {
            services.AddHostedService<ResourceHealthMonitor>();
            if (!options.DisableDashboard)
            {
                services.AddDashboard();
            }

            services.AddOrchestration(builder.AppHostDirectory);
        }
    }

    private static void QuietHostLogs(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("System.Net.Http", LogLevel.Warning)
        // What keeps the host from starting is said by FailureReport, or by the runtime.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        // A check that fails while its resource starts is no news; the reports say it.
        .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
}
