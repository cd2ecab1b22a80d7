using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CreditAI.Backups.Drills;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Monitoring;

/// <summary>A real Prometheus that reads services every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-prometheus-");
    private readonly HttpClient _client;
    private readonly Process _process;

    private PrometheusServer(IReadOnlyList<(string Job, string Address)> replicas)
    {
        var settings = Path.Combine(_directory.FullName, "prometheus.yml");
        File.WriteAllText(settings, "global: {scrape_interval: 1s}\nscrape_configs:\n" + string.Concat(replicas.GroupBy(replica => replica.Job).Select(job =>
            $"  - job_name: {job.Key}\n    static_configs: [{{targets: [{string.Join(", ", job.Select(replica => $"'{replica.Address}'"))}]}}]\n")));
        var port = FreePort.Next();
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _process = Process.Start(new ProcessStartInfo("prometheus", [
            $"--config.file={settings}", $"--storage.tsdb.path={Path.Combine(_directory.FullName, "data")}", $"--web.listen-address=127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", "--log.level=error"])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public static async Task<PrometheusServer> StartAsync(IReadOnlyList<(string Job, string Address)> replicas)
    {
        Programs.Require("prometheus");
        var server = new PrometheusServer(replicas);
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var ready = await server._client.GetAsync("/-/ready", TestContext.Current.CancellationToken);
                if (ready.IsSuccessStatusCode)
                {
                    return server;
                }
            }
            catch (HttpRequestException) when (tries < 100)
            {
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whether the query gives a series with a number; an expression that is wrong is an error.</summary>
    public async Task<bool> HasSeriesAsync(string expression)
    {
        using var answer = await _client.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}", TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{expression}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Any(series => series.GetProperty("value")[1].GetString() is not "NaN");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.EndAsync();
        _process.Dispose();
        _client.Dispose();
        _directory.Delete(recursive: true);
    }
}
