using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Runs the pipeline in place of the application, then ends it.</summary>
internal sealed class PipelineExecutor(
    IDistributedApplicationPipeline pipeline,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    IOptions<PipelineOptions> options,
    ILoggerFactory loggers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<IConfiguration>()[CommandLine.PublisherKey] == "manifest")
        {
            options.Value.Step ??= ManifestStep.Name;
        }

        await pipeline.ExecuteAsync(new PipelineContext(model, executionContext, services, loggers.CreateLogger("Aspire.Hosting.Pipelines"), cancellationToken));
        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
