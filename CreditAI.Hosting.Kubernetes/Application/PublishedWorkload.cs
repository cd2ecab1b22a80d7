using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes.Application;

/// <summary>A resource of the application model as what runs somewhere.</summary>
internal sealed record PublishedWorkload
{
    public required string Name { get; init; }

    public required WorkloadKind Kind { get; init; }

    /// <summary>Of a project without registry and tag, which the environment knows.</summary>
    public required string Image { get; init; }

    public required IResource Resource { get; init; }

    public IReadOnlyList<PublishedValue> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, PublishedValue>> Environment { get; init; } = [];

    public IReadOnlyList<PublishedEndpoint> Endpoints { get; init; } = [];

    /// <summary>Where data lies that outlives the process.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>The path of the readiness probe, where the model has an HTTP health check.</summary>
    public string? HealthPath { get; init; }

    /// <summary>Whether two slots, blue and green, take turns (<see cref="SlotsAnnotation"/>).</summary>
    public bool HasSlots => Resource.Annotations.OfType<SlotsAnnotation>().Any();

    public bool IsExternal => Endpoints.Any(endpoint => endpoint.IsExternal);

    /// <summary>The workloads that it connects to, with the port there.</summary>
    public IEnumerable<(string Workload, string Endpoint)> Reaches => Environment.Select(variable => variable.Value).Concat(Arguments)
        .SelectMany(value => value.Endpoints).Where(endpoint => endpoint.Workload != Name).Select(endpoint => (endpoint.Workload, endpoint.Endpoint)).Distinct();

    public IEnumerable<string> Secrets => Environment.Select(variable => variable.Value).Concat(Arguments).SelectMany(value => value.Secrets).Distinct(StringComparer.Ordinal);
}
