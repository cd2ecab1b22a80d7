using System.Net.Http.Json;

namespace CreditAI.Tests.Cli.Deploy;

/// <summary>Users of the service: they ask, all the time, whichever slot the Service names.</summary>
internal sealed class LiveTraffic : IAsyncDisposable
{
    private readonly FakeCluster _cluster;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<string> _failures = [];
    private readonly Task _asking;
    private int _answered;

    public LiveTraffic(FakeCluster cluster)
    {
        _cluster = cluster;
        _asking = AskAsync();
    }

    public async Task<IReadOnlyList<string>> FailuresAsync()
    {
        await _ended.CancelAsync();
        await _asking;
        Assert.True(_answered > 10, $"{_answered} requests were answered");
        return _failures;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _asking;
        _ended.Dispose();
    }

    private async Task AskAsync()
    {
        using var client = new HttpClient { DefaultRequestHeaders = { { "X-Api-Key", FakeCluster.ApiKey } } };
        while (!_ended.IsCancellationRequested)
        {
            var live = _cluster.Live!;
            var ready = FakeCluster.Number(_cluster.Find("Deployment", $"scoring-api-{live}")!["status"]!["readyReplicas"]);
            using var answer = await client.PostAsJsonAsync($"http://127.0.0.1:{_cluster.Slots[live].Port}/v1/scores", new { features = new { income = 50_000, postcode = "a" } });
            if (ready == 0 || !answer.IsSuccessStatusCode)
            {
                _failures.Add($"{live}: {answer.StatusCode} with {ready} pods");
            }

            _answered++;
            await Task.Delay(10);
        }
    }
}
