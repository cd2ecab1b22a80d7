using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CreditAI.Cli.Deploy;

/// <summary>Asks a slot itself, past the Service, to score applications: nothing of it is recorded, since a decision about nobody has no place in the ledger.</summary>
internal sealed class SlotTrial(Kubectl kubectl, DeploymentRequest request)
{
    /// <summary>The most of the requests that may fail.</summary>
    public const double MostFailed = 0.01;

    private const int AtOnce = 4;

    public async Task<TrialResult> RunAsync(string slot, IReadOnlyList<SampleApplication> applications, CancellationToken cancellationToken)
    {
        await using var forward = await kubectl.ForwardAsync(Slots.ServiceOf(slot), cancellationToken);
        using var client = forward.CreateClient(request.ApiKey);
        var points = new double?[applications.Count];
        var times = new double[applications.Count];
        string? failure = null;

        // The first request of a fresh process says nothing of those after it.
        await ScoreAsync(client, applications[0], cancellationToken);
        await Parallel.ForEachAsync(Enumerable.Range(0, applications.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (index, token) =>
        {
            var began = TimeProvider.System.GetTimestamp();
            (points[index], var fault) = await ScoreAsync(client, applications[index], token);
            times[index] = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            failure ??= fault;
        });
        return new TrialResult(points, Percentile(times, 0.95), request.MostP95, failure, await CutOffAsync(client, cancellationToken));
    }

    private static async Task<(double? Points, string? Fault)> ScoreAsync(HttpClient client, SampleApplication application, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent(application.Json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await client.PostAsync(new Uri("/v1/scores", UriKind.Relative), content, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return (null, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}: {text[..Math.Min(text.Length, 300)]}"));
            }

            return Kubectl.Parse(text).TryGetProperty("points", out var points) && points.TryGetDouble(out var value) && double.IsFinite(value) ? (value, null) : (null, "the answer has no points");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, exception.Message);
        }
    }

    // The policy's, in points; null where there is none, or the key may not read it.
    private static async Task<double?> CutOffAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/v1/policy", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode
                && Kubectl.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).TryGetProperty("policy", out var policy)
                && policy.TryGetProperty("cutOffs", out var cutOffs) && cutOffs.ValueKind == JsonValueKind.Object && cutOffs.TryGetProperty("approveAt", out var approve) ? approve.GetDouble() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
    }

    private static double Percentile(double[] values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
