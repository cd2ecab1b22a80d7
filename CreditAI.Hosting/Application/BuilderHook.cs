using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Lets a caller in this process take part in the building of an application, as the testing builder does with an AppHost's entry point.</summary>
internal abstract class BuilderHook
{
    private static readonly AsyncLocal<BuilderHook?> s_current = new();

    /// <summary>The hook of this flow of execution; it reaches the threads and tasks started from it and no others.</summary>
    public static BuilderHook? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public virtual void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
    }

    public virtual void OnConstructed(DistributedApplicationBuilder builder)
    {
    }

    public virtual void OnBuilding(DistributedApplicationBuilder builder)
    {
    }

    public virtual void OnBuilt(DistributedApplication application)
    {
    }
}
