using System.Globalization;
using System.Text.RegularExpressions;

namespace CreditAI.Cli.Deploy;

/// <summary>What the slot's pods have answered to everybody since it was first asked, by their own metrics.</summary>
internal sealed partial class UserRequests(Kubectl kubectl, string slot)
{
    /// <summary>Of fewer requests a share says too little.</summary>
    public const int Least = 20;

    private readonly Dictionary<string, (long All, long Failed)> _before = [];
    private readonly Dictionary<string, (long All, long Failed)> _now = [];

    /// <returns>Requests and those answered with 5xx, of the pods that are there and of those that were.</returns>
    public async Task<(long All, long Failed)> LookAsync(CancellationToken cancellationToken)
    {
        foreach (var pod in await new Slots(kubectl).NamesAsync(slot, cancellationToken))
        {
            if (await CountAsync(pod, cancellationToken) is { } count)
            {
                _before.TryAdd(pod, _now.Count == 0 ? count : (0, 0)); // A pod that came later has counted from nothing.
                _now[pod] = count;
            }
        }

        return (_now.Sum(pod => Math.Max(0, pod.Value.All - _before[pod.Key].All)), _now.Sum(pod => Math.Max(0, pod.Value.Failed - _before[pod.Key].Failed)));
    }

    // Null where the pod is just ending, hangs, or is not there yet: whether pods are well is looked at elsewhere.
    private async Task<(long All, long Failed)?> CountAsync(string pod, CancellationToken cancellationToken)
    {
        try
        {
            await using var forward = await kubectl.ForwardAsync($"pod/{pod}", cancellationToken);
            using var client = forward.CreateClient(null);
            var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
            var counts = Answered().Matches(metrics).Select(match => (Status: match.Groups[1].Value, Count: long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))).ToList();
            return (counts.Sum(count => count.Count), counts.Where(count => count.Status == "5").Sum(count => count.Count));
        }
        catch (Exception exception) when (exception is HttpRequestException or DeploymentException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    [GeneratedRegex("""^http_server_request_duration_seconds_count\{[^}]*http_response_status_code="(\d)\d\d"[^}]*\} (\d+)""", RegexOptions.Multiline)]
    private static partial Regex Answered();
}
