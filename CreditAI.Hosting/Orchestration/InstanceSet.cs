using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Every process and container of the application in this run.</summary>
internal sealed class InstanceSet(DistributedApplicationModel model, DistributedApplicationOptions options) : IDisposable
{
    private readonly Lazy<ImmutableArray<ResourceInstance>> _all = new(() => [.. model.Resources.SelectMany(resource => Create(resource, options))]);
    private readonly Lock _lookupLock = new();
    private Dictionary<string, ResourceInstance>? _byName;

    public ImmutableArray<ResourceInstance> All => _all.Value;

    public IEnumerable<IGrouping<IResource, ResourceInstance>> ByResource => All.GroupBy(instance => instance.Resource);

    public ResourceInstance? Find(string name)
    {
        lock (_lookupLock)
        {
            _byName ??= All.ToDictionary(instance => instance.Name);
            return _byName.GetValueOrDefault(name);
        }
    }

    public void Dispose()
    {
        if (_all.IsValueCreated)
        {
            foreach (var instance in _all.Value)
            {
                instance.Dispose();
            }
        }
    }

    private static IEnumerable<ResourceInstance> Create(IResource resource, DistributedApplicationOptions options) => resource switch
    {
        _ when resource.IsContainer() => [new ContainerInstance(resource, DcpName.New(resource.Name))],
        ProjectResource project => Replicas(project, ExecutableLaunch.Of(project, options.Configuration ?? "Debug")),
        ExecutableResource executable => Replicas(executable, ExecutableLaunch.Of(executable)),
        _ => [],
    };

    private static IEnumerable<ResourceInstance> Replicas(IResource resource, ExecutableLaunch launch)
    {
        var replicas = resource.GetReplicaCount();
        return Enumerable.Range(0, replicas).Select(index => new ExecutableInstance(resource, DcpName.New(resource.Name), index, replicas, launch));
    }
}
