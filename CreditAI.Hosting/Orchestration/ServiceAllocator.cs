using Aspire.Hosting.Dcp;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>Has DCP open stable ports; they stay while what serves behind them comes and goes.</summary>
internal static class ServiceAllocator
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>The port of each service by its name.</summary>
    /// <exception cref="DistributedApplicationException">A wanted port is taken; the message names every resource concerned and its port.</exception>
    public static async Task<IReadOnlyDictionary<string, int>> AllocateAsync(DcpClient client, IReadOnlyList<ServiceRequest> requests, CancellationToken cancellationToken)
    {
        var ports = new Dictionary<string, int>();
        if (requests.Count == 0)
        {
            return ports;
        }

        RefuseTakenPorts(requests);
        await Task.WhenAll(requests.Select(request => client.CreateAsync(ObjectOf(request), cancellationToken))).ConfigureAwait(false);

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        var wanted = requests.Select(request => request.ServiceName).ToHashSet();
        try
        {
            await foreach (var change in client.WatchAsync<ServiceSpec, ServiceStatus>(timeout.Token).ConfigureAwait(false))
            {
                if (change.Object.Status?.EffectivePort is { } port && wanted.Remove(change.Object.Metadata.Name))
                {
                    ports.Add(change.Object.Metadata.Name, port);
                    if (wanted.Count == 0)
                    {
                        return ports;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Said below, with the names.
        }

        throw new DistributedApplicationException(
            $"The orchestrator opened no port within {Timeout.TotalSeconds:0} seconds for: {string.Join("; ", requests.Where(request => wanted.Contains(request.ServiceName)).Select(Describe))}.");
    }

    private static void RefuseTakenPorts(IReadOnlyList<ServiceRequest> requests)
    {
        var problems = new List<string>();
        foreach (var group in requests.Where(request => request.Port is not null).GroupBy(request => request.Port!.Value))
        {
            if (group.Count() > 1)
            {
                problems.Add($"Port {group.Key} is asked for more than once: {string.Join("; ", group.Select(Describe))}.");
            }
            else if (!LocalPort.IsFree(group.Key))
            {
                var only = group.Single();
                problems.Add($"Port {group.Key}, which endpoint '{only.EndpointName}' of resource '{only.ResourceName}' needs, is in use by another process.");
            }
        }

        if (problems.Count > 0)
        {
            throw new DistributedApplicationException($"{string.Join(' ', problems)} End that process, or give the endpoint another port.");
        }
    }

    private static string Describe(ServiceRequest request)
        => $"endpoint '{request.EndpointName}' of resource '{request.ResourceName}'" + (request.Port is { } port ? $" (port {port})" : "");

    private static DcpObject<ServiceSpec, ServiceStatus> ObjectOf(ServiceRequest request) => new()
    {
        Metadata = new()
        {
            Name = request.ServiceName,
            Annotations = new()
            {
                [DcpAnnotations.ResourceName] = request.ResourceName,
                [DcpAnnotations.EndpointName] = request.EndpointName,
            },
        },
        Spec = new() { Port = request.Port },
    };
}
