namespace CreditAI.Hosting.Kubernetes.Application;

/// <summary>What of the application model is published, in the model's order.</summary>
internal sealed record PublishedApplication(IReadOnlyList<PublishedWorkload> Workloads)
{
    public PublishedWorkload this[string name] => Workloads.First(workload => workload.Name == name);

    /// <summary>The names of all secrets, sorted.</summary>
    public IEnumerable<string> Secrets => Workloads.SelectMany(workload => workload.Secrets).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The workloads that connect to one, with the endpoint there.</summary>
    public IEnumerable<(PublishedWorkload From, string Endpoint)> ReachedBy(string name)
        => Workloads.SelectMany(from => from.Reaches.Where(reached => reached.Workload == name).Select(reached => (from, reached.Endpoint)));
}
