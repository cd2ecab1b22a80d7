using System.Text.Json;

namespace CreditAI.Cli.Deploy;

/// <summary>Pods of a Deployment.</summary>
/// <param name="Asked">That there shall be.</param>
/// <param name="Ready">Of the newest revision, ready.</param>
/// <param name="IsCurrent">Whether the controller has seen the newest revision, and no older pod is left.</param>
/// <param name="Image">Of its first container.</param>
internal sealed record PodCount(int Asked, int Ready, bool IsCurrent, string? Image)
{
    private static readonly PodCount None = new(0, 0, true, null);

    public bool IsReady => Asked > 0 && IsCurrent && Ready >= Asked;

    public static PodCount Of(JsonElement? deployment)
    {
        if (deployment is not { } found)
        {
            return None;
        }

        var (spec, status) = (found.GetProperty("spec"), found.TryGetProperty("status", out var told) ? told : default);
        int Number(string name) => status.ValueKind == JsonValueKind.Object && status.TryGetProperty(name, out var number) ? number.GetInt32() : 0;
        var asked = spec.TryGetProperty("replicas", out var replicas) ? replicas.GetInt32() : 1;
        var seen = !found.GetProperty("metadata").TryGetProperty("generation", out var generation) || Number("observedGeneration") >= generation.GetInt32();
        return new PodCount(
            asked, Math.Min(Number("readyReplicas"), Number("updatedReplicas")), seen && Number("updatedReplicas") == Number("replicas"),
            spec.GetProperty("template").GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString());
    }
}
