using System.Text.Json;

namespace CreditAI.Cli.Deploy;

/// <summary>The scoring service's two slots, and the Service whose selector says which of them has the traffic.</summary>
internal sealed class Slots(Kubectl kubectl)
{
    public const string Service = "scoring-api";
    private const string Label = "creditai/slot";

    public static string Deployment(string slot) => $"{Service}-{slot}";

    /// <summary>The slot's own Service, whoever has the traffic.</summary>
    public static string ServiceOf(string slot) => $"service/{Service}-{slot}";

    public static string Other(string slot) => slot == "blue" ? "green" : "blue";

    /// <returns>The slot that has the traffic; null before the first deployment.</returns>
    public async Task<string?> LiveAsync(CancellationToken cancellationToken)
        => await kubectl.FindAsync("service", Service, cancellationToken) is { } service ? service.GetProperty("spec").GetProperty("selector").GetProperty(Label).GetString() : null;

    /// <summary>One patch of one object: no connection is cut, new ones go to the slot.</summary>
    public Task SwitchAsync(string slot, CancellationToken cancellationToken)
        => kubectl.RunAsync(["patch", "service", Service, "--type", "merge", "--patch", JsonSerializer.Serialize(new { spec = new { selector = new Dictionary<string, string> { [Label] = slot } } })], cancellationToken);

    public async Task<PodCount> CountAsync(string slot, CancellationToken cancellationToken)
        => PodCount.Of(await kubectl.FindAsync("deployment", Deployment(slot), cancellationToken));

    /// <returns>Restarts of the slot's containers, all together, and why one waits where one does.</returns>
    public async Task<(int Restarts, string? Waiting)> PodsAsync(string slot, CancellationToken cancellationToken)
    {
        var restarts = 0;
        string? waiting = null;
        foreach (var pod in await ListAsync(slot, cancellationToken))
        {
            foreach (var container in pod.GetProperty("status").TryGetProperty("containerStatuses", out var statuses) ? statuses.EnumerateArray().ToList() : [])
            {
                restarts += container.TryGetProperty("restartCount", out var count) ? count.GetInt32() : 0;
                if (container.TryGetProperty("state", out var state) && state.TryGetProperty("waiting", out var why) && why.TryGetProperty("reason", out var reason))
                {
                    waiting = $"{pod.GetProperty("metadata").GetProperty("name").GetString()}: {reason.GetString()}";
                }
            }
        }

        return (restarts, waiting);
    }

    /// <returns>Of the slot's pods.</returns>
    public async Task<IReadOnlyList<string>> NamesAsync(string slot, CancellationToken cancellationToken)
        => [.. (await ListAsync(slot, cancellationToken)).Select(pod => pod.GetProperty("metadata").GetProperty("name").GetString()!)];

    private Task<IReadOnlyList<JsonElement>> ListAsync(string slot, CancellationToken cancellationToken)
        => kubectl.ListAsync("pods", $"app.kubernetes.io/name={Service},{Label}={slot}", cancellationToken);
}
