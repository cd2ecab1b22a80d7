using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(CreditAI.Tests.AppHost.RunningApplication))]

namespace CreditAI.Tests.AppHost;

/// <summary>The whole application, started once at its first use from the AppHost itself, with empty data of its own.</summary>
public sealed class RunningApplication : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"creditai-apphost-{Environment.ProcessId}");
    private DistributedApplication? _application;

    public const string ApiKey = "integration-tests-only-0123456789abcdef";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The application with the API and the worker healthy.</summary>
    public async Task<DistributedApplication> StartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            return _application ??= await StartHealthyAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A client of the API that carries the key.</summary>
    public async Task<HttpClient> CreateApiClientAsync()
    {
        var client = (await StartAsync()).CreateHttpClient("scoring-api");
        client.DefaultRequestHeaders.Add("X-Api-Key", ApiKey);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task<DistributedApplication> StartHealthyAsync()
    {
        using var timeout = new CancellationTokenSource(s_patience);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CreditAI_AppHost>(
            [$"--DataDirectory={_directory}", $"--Parameters:api-key={ApiKey}", "--Parameters:postgres-password=test-only", "--Parameters:cache-password=test-only"],
            timeout.Token);
        builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == "backup-worker"))
            .WithEnvironment("Backup__Drill", "0 0/2 * * * ?"); // A restore is proven within a test's patience, not on Sunday.
        var application = await builder.BuildAsync(timeout.Token);
        await application.StartAsync(timeout.Token);
        var notifications = application.Services.GetRequiredService<ResourceNotificationService>();
        await notifications.WaitForResourceHealthyAsync("scoring-api", timeout.Token);
        await notifications.WaitForResourceHealthyAsync("fairness-worker", timeout.Token);
        return application;
    }
}
