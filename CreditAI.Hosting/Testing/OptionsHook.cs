using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Configures the one builder that is made while it is current.</summary>
internal sealed class OptionsHook(Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : BuilderHook
{
    public DistributedApplicationBuilder Create(DistributedApplicationOptions options)
    {
        var before = Current;
        Current = this;
        try
        {
            return new DistributedApplicationBuilder(options);
        }
        finally
        {
            Current = before;
        }
    }

    public override void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) => configure(options, settings);
}
