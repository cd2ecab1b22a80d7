using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new ConfigurationManager() };
        BuilderHook.Current?.OnConstructing(options, settings);
        settings.ContentRootPath ??= options.ProjectDirectory;
        _host = new HostApplicationBuilder(settings);
        AppHostAssembly = options.Assembly;
        AppHostDirectory = Path.GetFullPath(options.ProjectDirectory ?? _host.Environment.ContentRootPath);
        AppHostConfiguration.AddTo(_host.Configuration, options, AppHostDirectory, _host.Environment);
        _executionContextOptions = CommandLine.ExecutionContextOf(_host.Configuration);
        ExecutionContext = new DistributedApplicationExecutionContext(_executionContextOptions);
        ApplicationServices.AddTo(_host, this, options);
        BuilderHook.Current?.OnConstructed(this);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    /// <summary>The AppHost's project file.</summary>
    public string AppHostPath => Path.Combine(AppHostDirectory, _options.ProjectName ?? Environment.ApplicationName);

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    [Experimental("ASPIREPIPELINES001")]
    public IDistributedApplicationPipeline Pipeline { get; } = new DistributedApplicationPipeline();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ResourceName.Validate(resource.Name);
        if (Resources.TryGetByName(resource.Name, out var existing))
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType().Name}' with name '{resource.Name}' because resource of type " +
                $"'{existing.GetType().Name}' with that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new DistributedApplicationResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        BuilderHook.Current?.OnBuilding(this);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        var application = new DistributedApplication(_host.Build());
        _executionContextOptions.ServiceProvider = application.Services;
        BuilderHook.Current?.OnBuilt(application);
        return application;
    }
}
