using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting.Dashboard;

internal static class DashboardServices
{
    /// <summary>The dashboard, the service it asks about the application, and the line that says where to log in. For run mode.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DashboardOptions>();
        services.AddSingleton<DashboardAddress>();
        services.AddSingleton<ResourceFeed>();
        services.AddSingleton<ResourceService>();
        services.AddSingleton<ResourceServiceHost>();
        services.AddSingleton<IHiddenExecutable, DashboardExecutable>();
        services.AddHostedService<ResourceFeedSource>();
        services.AddHostedService<DashboardAnnouncement>();
        return services;
    }
}
