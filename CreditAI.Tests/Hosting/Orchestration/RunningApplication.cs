using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CreditAI.Tests.Hosting.Dcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.Hosting.Orchestration;

/// <summary>A small application on the machine's real orchestrator, and what its user would look at.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private readonly DistributedApplication _app;

    private RunningApplication(DistributedApplication app, GatheredLog log) => (_app, Log) = (app, log);

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What its terminal shows.</summary>
    public GatheredLog Log { get; }

    public DistributedApplication App => _app;

    public ResourceNotificationService Notifications => _app.Services.GetRequiredService<ResourceNotificationService>();

    public static async Task<RunningApplication> StartAsync(Action<IDistributedApplicationTestingBuilder> compose)
    {
        await RealBundle.GetAsync();
        var builder = DistributedApplicationTestingBuilder.Create();
        var log = new GatheredLog();
        builder.Services.AddLogging(logging => logging.AddProvider(log));
        compose(builder);
        var app = await builder.BuildAsync(Cancelled);
        try
        {
            await app.StartAsync(Cancelled);
            return new RunningApplication(app, log);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<ResourceEvent> UntilAsync(string resource, Func<CustomResourceSnapshot, bool> is_)
        => Notifications.WaitForResourceAsync(resource, change => is_(change.Snapshot), Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

    public Task<ResourceEvent> UntilStateAsync(string resource, string state)
        => UntilAsync(resource, snapshot => snapshot.State?.Text == state);

    public async Task CommandAsync(string resourceId, string command)
    {
        var result = await _app.ResourceCommands.ExecuteCommandAsync(resourceId, command, Cancelled);
        Assert.True(result.Success, result.Message);
    }

    /// <summary>The first console line of an instance that contains the text.</summary>
    public async Task<LogLine> LineAsync(string resourceId, string containing)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        enough.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (var batch in _app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resourceId).WithCancellation(enough.Token))
        {
            foreach (var line in batch)
            {
                if (line.Content.Contains(containing, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }

        throw new InvalidOperationException($"The log of {resourceId} ended without '{containing}'.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
