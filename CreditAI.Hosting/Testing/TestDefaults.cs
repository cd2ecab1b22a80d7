using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What keeps applications under test from each other's ports and from opening dashboards.</summary>
internal static class TestDefaults
{
    /// <summary>The defaults, and after them what the test wants otherwise.</summary>
    public static Action<DistributedApplicationOptions, HostApplicationBuilderSettings> Then(Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
        => (options, settings) =>
        {
            Apply(options, settings);
            configure(options, settings);
        };

    private static void Apply(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = true;
        settings.EnvironmentName = Environments.Development;
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection([new(EndpointAllocator.RandomizePortsKey, "true")]);
    }
}
