using System.Globalization;
using CreditAI.Benchmarks.Load.Clients;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;
using CreditAI.Benchmarks.Measuring;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Durable decisions of long streams.</summary>
internal sealed class BatchScenario : IScenario
{
    private const string Path = "/v1/decisions:batch";
    private const double Target = 150_000;

    private static readonly int[] Streams = [1, 2, 4];

    public string Name => "batch";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        if (await stage.MissesAsync(Path, Name, $"≥ {Target:0} rows/s", cancellationToken) is { } missing)
        {
            return missing;
        }

        await DriveAsync(stage, 1, stage.Options.BatchRows / 4, cancellationToken); // Compiles what it runs.
        var (figures, raw) = (new List<Figure>(), new List<object>());
        foreach (var streams in Streams)
        {
            await using var memory = MemorySampler.Start(stage.Service.ProcessId, stage.Time);
            string? firstError = null;
            var side = stage.ServiceSide(Path);
            var round = await Rounds.MeasureAsync(
                stage, side, 1, async () =>
                {
                    (var result, firstError) = await DriveAsync(stage, streams, stage.Options.BatchRows, cancellationToken);
                    return result;
                },
                cancellationToken);
            var trend = await memory.StopAsync();
            Stage.Say($"batch, {streams} streams: {round.PerSecond:0} rows/s, {round.Client.Errors} errors {firstError}");
            figures.Add(Figure(streams, round, trend));
            raw.Add(new { Streams = streams, Round = round, RowsPerSecond = round.PerSecond, Memory = trend, FirstError = firstError });
        }

        return new ScenarioResult(Name, figures, raw);
    }

    private static Figure Figure(int streams, Round round, MemoryTrend memory) => new(
        $"batch, {streams} stream{(streams > 1 ? "s" : "")}",
        string.Create(CultureInfo.InvariantCulture, $"{round.PerSecond:0} rows/s{(round.Client.Errors > 0 ? $", {round.Client.Errors} ERRORS" : "")}"),
        string.Create(CultureInfo.InvariantCulture, $"≥ {Target:0} rows/s"),
        round.PerSecond >= Target && round.Client.Errors == 0,
        string.Create(CultureInfo.InvariantCulture, $"memory {memory.StartMiB:0} MiB, at most {memory.MaxMiB:0}; {round.Commits?.MeanSize:0} rows per commit"));

    // Rows that were not answered count as errors, as do those that were answered without a decision.
    private static async Task<(ClientResult Result, string? FirstError)> DriveAsync(Stage stage, int streams, int rows, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var started = stage.Time.GetTimestamp();
        BatchStream[] running = [.. Enumerable.Range(0, streams).Select(_ => new BatchStream(new Uri(stage.Service.Address, Path), stage.ApiKey, stage.Bodies))];
        string? broken = null;
        try
        {
            await Task.WhenAll(running.Select(stream => stream.RunAsync(rows / streams, limit.Token)));
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or LoadException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            broken = failure.Message;
        }

        var answered = running.Sum(stream => stream.Rows.Count);
        var sent = rows / streams * streams;
        var errors = running.Sum(stream => stream.Rows.Errors) + Math.Max(0, sent - answered);
        return (
            new ClientResult(sent, stage.Time.GetElapsedTime(started).TotalSeconds, errors, Latencies.None),
            broken ?? running.Select(stream => stream.Rows.FirstError).FirstOrDefault(error => error is not null));
    }
}
