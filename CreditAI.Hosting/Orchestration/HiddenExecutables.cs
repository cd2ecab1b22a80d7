using Aspire.Hosting.Dcp;
using Aspire.Hosting.Dcp.Model;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts what the host runs for itself and says so when it ends before the host does.</summary>
internal sealed partial class HiddenExecutables(IEnumerable<IHiddenExecutable> executables, ILogger<HiddenExecutables> logger)
{
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Returns where services send their telemetry, if one of the executables takes it.</summary>
    public async Task<OtlpTarget?> StartAsync(DcpBundle bundle, DcpClient client, CancellationToken cancellationToken)
    {
        OtlpTarget? target = null;
        foreach (var executable in executables)
        {
            var services = executable.Endpoints.ToDictionary(endpoint => endpoint.Name, endpoint => $"{executable.Name}-{endpoint.Name}");
            var ports = await ServiceAllocator.AllocateAsync(
                client,
                [.. executable.Endpoints.Select(endpoint => new ServiceRequest(services[endpoint.Name], executable.Name, endpoint.Name, endpoint.Port))],
                cancellationToken).ConfigureAwait(false);

            var process = await executable.PrepareAsync(
                new(
                    bundle,
                    services.ToDictionary(pair => pair.Key, pair => $"http://localhost:{InstanceAnnotations.Number(ports[pair.Value])}"),
                    services.ToDictionary(pair => pair.Key, pair => $"http://localhost:{EndpointAllocator.ListenPort(pair.Value)}")),
                cancellationToken).ConfigureAwait(false);

            await client.CreateAsync(ObjectOf(executable.Name, services.Values, process), cancellationToken).ConfigureAwait(false);
            target ??= process.Otlp;
        }

        return target;
    }

    /// <summary>True when the object is one of these and therefore not the application's.</summary>
    public bool Observe(DcpObject<ExecutableSpec, ExecutableStatus> executable)
    {
        if (!_names.TryGetValue(executable.Metadata.Name, out var name))
        {
            return false;
        }

        switch (executable.Status?.State)
        {
            case ExecutableState.FailedToStart:
                LogFailed(name, executable.Spec.ExecutablePath);
                break;
            case ExecutableState.Finished or ExecutableState.Unknown:
                LogEnded(name, executable.Status.ExitCode);
                break;
        }

        return true;
    }

    private DcpObject<ExecutableSpec, ExecutableStatus> ObjectOf(string name, IEnumerable<string> services, HiddenProcess process)
    {
        var dcpName = DcpName.New(name);
        _names.Add(dcpName.Full, name);
        return new()
        {
            Metadata = new()
            {
                Name = dcpName.Full,
                Annotations = new()
                {
                    [DcpAnnotations.ResourceName] = name,
                    [DcpAnnotations.OtelServiceName] = name,
                    [DcpAnnotations.OtelServiceInstanceId] = dcpName.Suffix,
                    [DcpAnnotations.ResourceReplicaCount] = "1",
                    [DcpAnnotations.ResourceReplicaIndex] = "0",
                    [DcpAnnotations.ServiceProducer] = InstanceAnnotations.ServiceProducers(services.Select(service => new ServiceProducer(service, "localhost", null))),
                },
            },
            Spec = new()
            {
                ExecutablePath = process.Path,
                WorkingDirectory = process.WorkingDirectory,
                Args = process.Arguments,
                Env = [.. process.Environment.Select(variable => new EnvVar(variable.Key, variable.Value))],
            },
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} could not be started from {Path}")]
    private partial void LogFailed(string name, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} ended with exit code {ExitCode}; the application runs on without it")]
    private partial void LogEnded(string name, int? exitCode);
}
