using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A builder in a test's hands; what it built is disposed with it.</summary>
internal sealed class TestingBuilder : IDistributedApplicationTestingBuilder
{
    private readonly DistributedApplicationBuilder _inner;
    private readonly Func<CancellationToken, Task<DistributedApplication>> _build;
    private readonly Action _abandon;
    private DistributedApplication? _app;

    /// <param name="inner">The AppHost's, or an empty one.</param>
    /// <param name="build">Builds it where it has to be built.</param>
    /// <param name="abandon">Called when the builder is disposed without having built.</param>
    public TestingBuilder(DistributedApplicationBuilder inner, Func<CancellationToken, Task<DistributedApplication>> build, Action abandon)
    {
        _inner = inner;
        _build = build;
        _abandon = abandon;
        inner.Services.AddHttpClient();
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    public string AppHostDirectory => _inner.AppHostDirectory;

    public Assembly? AppHostAssembly => _inner.AppHostAssembly;

    public IHostEnvironment Environment => _inner.Environment;

    public IServiceCollection Services => _inner.Services;

    public IDistributedApplicationEventing Eventing => _inner.Eventing;

    public DistributedApplicationExecutionContext ExecutionContext => _inner.ExecutionContext;

    public IResourceCollection Resources => _inner.Resources;

    [Experimental("ASPIREPIPELINES001")]
    public IDistributedApplicationPipeline Pipeline => _inner.Pipeline;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
        => _inner.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
        => _inner.CreateResourceBuilder(resource);

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
        => _app = await _build(cancellationToken).ConfigureAwait(false);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        _abandon();
        if (_app is not null)
        {
            await _app.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
