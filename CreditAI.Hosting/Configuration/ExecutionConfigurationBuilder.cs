using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Gathers a resource's arguments and environment variables and turns them into text:
/// values where the application runs, manifest expressions where it is published.
/// </summary>
public sealed class ExecutionConfigurationBuilder : IExecutionConfigurationBuilder
{
    private readonly IResource _resource;
    private readonly List<IExecutionConfigurationGatherer> _gatherers = [];

    private ExecutionConfigurationBuilder(IResource resource) => _resource = resource;

    public static IExecutionConfigurationBuilder Create(IResource resource) => new ExecutionConfigurationBuilder(resource);

    public IExecutionConfigurationBuilder AddExecutionConfigurationGatherer(IExecutionConfigurationGatherer gatherer)
    {
        _gatherers.Add(gatherer);
        return this;
    }

    public async Task<IExecutionConfigurationResult> BuildAsync(
        DistributedApplicationExecutionContext executionContext,
        ILogger? resourceLogger = null,
        CancellationToken cancellationToken = default)
    {
        var context = new GathererContext();
        foreach (var gatherer in _gatherers)
        {
            await gatherer.GatherAsync(context, _resource, resourceLogger ?? NullLogger.Instance, executionContext, cancellationToken);
        }

        var result = new ExecutionConfigurationResult();
        var resolver = new ConfigurationValueResolver(executionContext, _resource);
        foreach (var argument in context.Arguments)
        {
            await result.AddAsync(null, argument, resolver, cancellationToken);
        }

        foreach (var (name, value) in context.EnvironmentVariables)
        {
            await result.AddAsync(name, value, resolver, cancellationToken);
        }

        return result;
    }

    private sealed class GathererContext : IExecutionConfigurationGathererContext
    {
        public List<object> Arguments { get; } = [];

        public Dictionary<string, object> EnvironmentVariables { get; } = [];
    }
}
