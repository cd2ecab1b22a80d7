using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The manifest while it is written.</summary>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext,
    string manifestPath,
    Utf8JsonWriter writer,
    CancellationToken cancellationToken = default)
{
    private readonly ManifestReferences _references = new();
    private readonly PortAllocator _ports = new();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public string ManifestPath { get; } = manifestPath;

    public Utf8JsonWriter Writer { get; } = writer;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The path as seen from the manifest's directory, with forward slashes on every platform.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path) => path is null
        ? null
        : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, path.Replace('\\', Path.DirectorySeparatorChar)).Replace('\\', '/');

    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString { ConnectionStringExpression: { } expression })
        {
            TryAddDependentResources(expression);
            Writer.WriteString("connectionString", _references.Text(expression, expression.ValueExpression));
        }
    }

    public void WriteBindings(IResource resource)
    {
        var endpoints = resource.ResolveEndpoints(_ports);
        if (endpoints.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var resolved in endpoints)
        {
            var endpoint = resolved.Endpoint;
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", endpoint.Transport);
            if (resolved.ExposedPort is { Value: { } port, IsImplicit: false } && port != resolved.TargetPort.Value)
            {
                Writer.WriteNumber("port", port);
            }

            if (resolved.TargetPort.Value is { } targetPort)
            {
                Writer.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var configuration = await BuildAsync(ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig());
        var variables = configuration.EnvironmentVariablesWithUnprocessed.ToArray();
        if (variables.Length == 0)
        {
            return;
        }

        Writer.WriteStartObject("env");
        foreach (var (name, (unprocessed, processed)) in variables)
        {
            Writer.WriteString(name, _references.Text(unprocessed, processed));
            TryAddDependentResources(unprocessed);
        }

        Writer.WriteEndObject();
    }

    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var configuration = await BuildAsync(ExecutionConfigurationBuilder.Create(resource).WithArgumentsConfig());
        var arguments = configuration.ArgumentsWithUnprocessed.ToArray();
        if (arguments.Length == 0)
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var (unprocessed, processed, _) in arguments)
        {
            Writer.WriteStringValue(_references.Text(unprocessed, processed));
            TryAddDependentResources(unprocessed);
        }

        Writer.WriteEndArray();
    }

    public Task WriteContainerAsync(ContainerResource container) => ManifestResources.WriteContainerAsync(this, container);

    /// <summary>Sees to it that what the value refers to is in the manifest too.</summary>
    public void TryAddDependentResources(object? value) => _references.Add(value);

    internal async Task WriteModelAsync(DistributedApplicationModel model)
    {
        foreach (var name in model.Resources.Select(r => r.Name))
        {
            _references.Reserve(name);
        }

        Writer.WriteStartObject();
        Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
        {
            await WriteResourceAsync(resource);
        }

        // Writing one may bring in the next, so the list is read by index.
        for (var i = 0; i < _references.Resources.Count; i++)
        {
            if (!model.Resources.Contains(_references.Resources[i]))
            {
                await WriteResourceAsync(_references.Resources[i]);
            }
        }

        _references.WriteConditionals(this);
        Writer.WriteEndObject();
        Writer.WriteEndObject();
        await Writer.FlushAsync(CancellationToken);
    }

    private async Task WriteResourceAsync(IResource resource)
    {
        if (resource.IsExcludedFromPublish())
        {
            return;
        }

        Writer.WriteStartObject(resource.Name);
        await ManifestResources.WriteAsync(this, resource);
        Writer.WriteEndObject();
        if (resource is ParameterResource parameter)
        {
            _references.WriteFormatted(Writer, parameter);
        }
    }

    private async Task<IExecutionConfigurationResult> BuildAsync(IExecutionConfigurationBuilder builder)
    {
        var configuration = await builder.BuildAsync(ExecutionContext, cancellationToken: CancellationToken);
        return configuration.Exception is null ? configuration : throw new DistributedApplicationException(configuration.Exception.Message, configuration.Exception);
    }
}
