using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>What runs an application model on this machine.</summary>
internal static class OrchestrationServices
{
    /// <param name="services">Of the host.</param>
    /// <param name="appHostDirectory">From where upwards the npm package with the orchestrator is looked for.</param>
    public static IServiceCollection AddOrchestration(this IServiceCollection services, string appHostDirectory)
    {
        services.AddSingleton<BundleUnpacker>();
        services.AddSingleton(provider => new DcpBundleLocator(appHostDirectory, BundleEnvironment.Machine, provider.GetRequiredService<BundleUnpacker>()));
        services.AddSingleton<InstanceSet>();
        services.AddSingleton<InstanceRunner>();
        services.AddSingleton<IResourceController>(provider => provider.GetRequiredService<InstanceRunner>());
        services.AddSingleton<InstanceConfigurationBuilder>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<HiddenExecutables>();
        services.AddSingleton<ResourceUrls>();
        services.AddSingleton<PassiveResources>();
        services.AddSingleton<ConsoleLogs>();
        services.AddSingleton<BadEndings>();
        services.AddSingleton<DcpWatcher>();
        services.AddHostedService<ApplicationOrchestrator>();
        return services;
    }
}
