using System.Text.Json;

namespace CreditAI.Hosting.Kubernetes.Environments;

/// <summary>What differs between environments: one JSON document each, with every field said.</summary>
public sealed record EnvironmentSettings
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>development, staging or production.</summary>
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The name under which the API is reached.</summary>
    public required string Host { get; init; }

    /// <summary>Of cert-manager, which issues the certificate for the host.</summary>
    public required string ClusterIssuer { get; init; }

    /// <summary>The ClusterSecretStore of External Secrets; null where secrets come from an untracked file.</summary>
    public required string? SecretStore { get; init; }

    /// <summary>What it has beside the base: advice, cloudnative-pg, external-storage, gateway-api, istio, monitoring, telemetry.</summary>
    public required IReadOnlyList<string> Components { get; init; }

    /// <summary>The Git repository that Argo CD reads, and the branch or tag.</summary>
    public required string Repository { get; init; }

    public required string Revision { get; init; }

    /// <summary>The registry of the application's images, and their tag.</summary>
    public required string Registry { get; init; }

    public required string Tag { get; init; }

    /// <summary>sha256:… by image, as creditai/scoring-api or minio/minio: it takes the place of the tag.</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }

    /// <summary>Of the slot that has the traffic.</summary>
    public required int LeastReplicas { get; init; }

    public required int MostReplicas { get; init; }

    /// <summary>Pods by Deployment or StatefulSet, where it is not the model's own number.</summary>
    public required IReadOnlyDictionary<string, int> Replicas { get; init; }

    /// <summary>Sizes of volumes by workload, as 100Gi.</summary>
    public required IReadOnlyDictionary<string, string> Storage { get; init; }

    /// <summary>Of the namespace: CPU in cores, memory as 64Gi, pods.</summary>
    public required int QuotaCpu { get; init; }

    public required string QuotaMemory { get; init; }

    public required int QuotaPods { get; init; }

    /// <summary>Settings by workload and name, over those of the application model. No secrets.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings { get; init; }

    /// <exception cref="InvalidDataException">It is no such document; the message names file and field.</exception>
    public static EnvironmentSettings Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<EnvironmentSettings>(File.ReadAllText(path), Strict) ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is no settings document: {exception.Message}", exception);
        }
    }

    /// <summary>Those of a directory (environments/*.json), by name.</summary>
    public static IReadOnlyList<EnvironmentSettings> ReadAll(string directory)
        => [.. Directory.GetFiles(Path.Combine(directory, "environments"), "*.json").Order(StringComparer.Ordinal).Select(Read)];
}
