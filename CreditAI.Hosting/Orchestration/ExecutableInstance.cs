using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>A process of an executable resource or of one replica of a project.</summary>
internal sealed class ExecutableInstance(IResource resource, DcpName name, int index, int replicas, ExecutableLaunch launch)
    : ResourceInstance<ExecutableSpec, ExecutableStatus>(resource, name, index)
{
    public ExecutableLaunch Launch { get; } = launch;

    protected override DcpObject<ExecutableSpec, ExecutableStatus> Render(InstanceConfiguration configuration)
    {
        string[] before = [.. Launch.Arguments, .. configuration.Arguments.Count > 0 ? Launch.Separator : []];
        var annotations = InstanceAnnotations.Common(this, configuration.Arguments, before.Length);
        annotations[DcpAnnotations.ResourceReplicaCount] = InstanceAnnotations.Number(replicas);
        annotations[DcpAnnotations.ResourceReplicaIndex] = InstanceAnnotations.Number(Index);
        foreach (var (key, value) in Launch.Annotations)
        {
            annotations[key] = value;
        }

        return new()
        {
            Metadata = new() { Name = Name, Annotations = annotations },
            Spec = new()
            {
                ExecutablePath = Launch.Path,
                WorkingDirectory = Launch.WorkingDirectory,
                Args = [.. before, .. configuration.Arguments.Select(argument => argument.Value)],
                Env = configuration.Environment,
            },
        };
    }
}
