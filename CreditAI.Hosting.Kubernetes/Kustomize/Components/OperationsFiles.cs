namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>What operates the application and is written by hand: it is published along.</summary>
/// <param name="Rules">Rule files of Prometheus, by name.</param>
/// <param name="Dashboards">Of Grafana, by name.</param>
internal sealed record OperationsFiles(IReadOnlyDictionary<string, string> Rules, IReadOnlyDictionary<string, string> Dashboards)
{
    public static readonly OperationsFiles None = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>Of a directory with prometheus/rules/*.yaml and grafana/dashboards/*.json.</summary>
    public static OperationsFiles Read(string directory) => new(Files(Path.Combine(directory, "prometheus", "rules"), "*.yaml"), Files(Path.Combine(directory, "grafana", "dashboards"), "*.json"));

    private static SortedDictionary<string, string> Files(string directory, string pattern)
        => new(Directory.GetFiles(directory, pattern).ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText), StringComparer.Ordinal);
}
