using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;

namespace CreditAI.Tests.ServiceDefaults;

public sealed class MetricsTests
{
    // A listener hears every meter of the process, so each test has a name of its own.
    private readonly string _name = "t" + System.Security.Cryptography.RandomNumberGenerator.GetHexString(12, lowercase: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_instrument_is_exposed()
    {
        await using var service = await TestService.StartAsync();
        using var meter = new Meter("CreditAI.Tests");
        meter.CreateCounter<long>($"{_name}.decisions", "{decision}", "Decisions taken.").Add(3, new("decision", "approve"), new("model", "m1"));
        meter.CreateUpDownCounter<int>($"{_name}.open", "{request}").Add(-2);
        meter.CreateGauge<double>($"{_name}.rate", "1").Record(0.25);
        meter.CreateObservableGauge($"{_name}.lag", () => 1.5, "s");
        meter.CreateObservableCounter($"{_name}.written", () => 42L, "By");
        meter.CreateObservableUpDownCounter($"{_name}.queue", () => 7);
        var duration = meter.CreateHistogram<double>($"{_name}.duration", "s", null, null, new() { HistogramBucketBoundaries = [0.1, 1] });
        duration.Record(0.1);
        duration.Record(0.5);
        duration.Record(5);

        var text = await ScrapeAsync(service);

        Assert.Contains($"# HELP {_name}_decisions_total Decisions taken.\n# TYPE {_name}_decisions_total counter\n{_name}_decisions_total{{decision=\"approve\",model=\"m1\"}} 3\n", text, StringComparison.Ordinal);
        Assert.Contains($"# TYPE {_name}_open gauge\n{_name}_open -2\n", text, StringComparison.Ordinal);
        Assert.Contains($"{_name}_rate_ratio 0.25\n", text, StringComparison.Ordinal);
        Assert.Contains($"{_name}_lag_seconds 1.5\n", text, StringComparison.Ordinal);
        Assert.Contains($"# TYPE {_name}_written_bytes_total counter\n{_name}_written_bytes_total 42\n", text, StringComparison.Ordinal);
        Assert.Contains($"{_name}_queue 7\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"# TYPE {_name}_duration_seconds histogram\n" +
            $"{_name}_duration_seconds_bucket{{le=\"0.1\"}} 1\n{_name}_duration_seconds_bucket{{le=\"1\"}} 2\n{_name}_duration_seconds_bucket{{le=\"+Inf\"}} 3\n" +
            $"{_name}_duration_seconds_sum 5.6\n{_name}_duration_seconds_count 3\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_another_host_in_the_process_are_its_own()
    {
        await using var service = await TestService.StartAsync();
        await using var other = await TestService.StartAsync();
        using var answer = await other.Client.GetAsync("/nothing-here", Cancel);

        const string NotFound = """http_server_request_duration_seconds_count\{[^}]*http_response_status_code="404".*\} 1\n""";
        Assert.Matches(NotFound, await ScrapeAsync(other));
        Assert.DoesNotMatch(NotFound, await ScrapeAsync(service));
    }

    [Fact]
    public async Task Labels_are_escaped_and_their_order_does_not_matter()
    {
        await using var service = await TestService.StartAsync();
        using var meter = new Meter("CreditAI.Tests");
        var counter = meter.CreateCounter<long>(_name);
        counter.Add(1, new("a.b", "say \"hi\"\\\n"), new("z", true));
        counter.Add(1, new("z", true), new("a.b", "say \"hi\"\\\n"));

        Assert.Contains($"{_name}_total{{a_b=\"say \\\"hi\\\"\\\\\\n\",z=\"true\"}} 2\n", await ScrapeAsync(service), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Series_are_bounded_and_nothing_is_lost_from_the_sum()
    {
        await using var service = await TestService.StartAsync();
        using var meter = new Meter("CreditAI.Tests");
        var counter = meter.CreateCounter<long>(_name);
        for (var i = 0; i < 5000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("applicant", i));
        }

        var series = Values(await ScrapeAsync(service), _name + "_total");

        Assert.Equal(2001, series.Count);
        Assert.Equal(5000, series.Values.Sum());
        Assert.Equal(3000, series["{otel_metric_overflow=\"true\"}"]);
    }

    [Fact]
    public async Task Counting_from_many_threads_loses_nothing()
    {
        await using var service = await TestService.StartAsync();
        using var meter = new Meter("CreditAI.Tests");
        var counter = meter.CreateCounter<double>(_name);
        var histogram = meter.CreateHistogram<int>(_name + ".size");
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 5000; i++)
            {
                counter.Add(0.5, new KeyValuePair<string, object?>("odd", i % 2));
                histogram.Record(i % 10);
            }
        });

        var text = await ScrapeAsync(service);

        Assert.Equal(20000, Values(text, _name + "_total").Values.Sum());
        Assert.Equal(40000, Values(text, _name + "_size_count").Values.Single());
        Assert.Equal(180000, Values(text, _name + "_size_sum").Values.Single());
    }

    [Fact]
    public async Task Observations_that_end_disappear()
    {
        await using var service = await TestService.StartAsync();
        using var meter = new Meter("CreditAI.Tests");
        var groups = new List<Measurement<int>> { new(1, new KeyValuePair<string, object?>("group", "a")), new(2, new KeyValuePair<string, object?>("group", "b")) };
        meter.CreateObservableGauge(_name, () => groups.ToArray());
        Assert.Equal(2, Values(await ScrapeAsync(service), _name).Count);

        groups.RemoveAt(0);

        Assert.Equal("{group=\"b\"}", Values(await ScrapeAsync(service), _name).Keys.Single());
    }

    [Fact]
    public async Task Requests_are_counted_by_route_and_probes_are_not()
    {
        await using var service = await TestService.StartAsync(app => app.MapGet("/items/{id}", (int id) => id));
        await service.Client.GetAsync("/items/7", Cancel);
        await service.Client.GetAsync("/health/live", Cancel);

        var text = await ScrapeAsync(service);

        Assert.Contains("http_route=\"/items/{id}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http_route=\"/health", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_say()
    {
        var promtool = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(p => Path.Combine(p, "promtool")).FirstOrDefault(File.Exists);
        if (promtool is null)
        {
            Assert.Skip("promtool is not on PATH (Debian: apt-get install prometheus).");
        }

        await using var service = await TestService.StartAsync(app => app.MapGet("/items", () => 1));
        using var meter = new Meter("CreditAI.Tests");
        meter.CreateHistogram<double>(_name + ".latency", "s").Record(0.2, new KeyValuePair<string, object?>("odd\"label", "x\ny"));
        await service.Client.GetAsync("/items", Cancel);
        var text = await ScrapeAsync(service);
        Assert.Contains("dotnet_gc_collections_total", text, StringComparison.Ordinal);

        using var process = Process.Start(new ProcessStartInfo(promtool, ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        var findings = await process.StandardError.ReadToEndAsync(Cancel) + await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.Equal((0, ""), (process.ExitCode, findings));
    }

    private static async Task<string> ScrapeAsync(TestService service)
    {
        var answer = await service.Client.GetAsync("/metrics", Cancel);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static Dictionary<string, double> Values(string text, string name) => text.Split('\n')
        .Where(l => l.StartsWith(name + "{", StringComparison.Ordinal) || l.StartsWith(name + " ", StringComparison.Ordinal))
        .ToDictionary(
            l => l[name.Length..l.LastIndexOf(' ')],
            l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture),
            StringComparer.Ordinal);
}
