using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes.Application;

/// <summary>Reads the application model. Only public members of Aspire's types are used, so that it reads theirs as well.</summary>
internal static partial class ApplicationReader
{
    private const int ProjectPort = 8080;

    /// <exception cref="DistributedApplicationException">A resource's environment or arguments cannot be told.</exception>
    public static async Task<PublishedApplication> ReadAsync(DistributedApplicationModel model, DistributedApplicationExecutionContext context, CancellationToken cancellationToken)
    {
        var published = model.Resources.Where(resource => resource is ProjectResource or ContainerResource).Where(resource => !resource.IsExcludedFromPublish()).ToList();
        var jobs = model.Resources.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>()).Where(wait => wait.WaitType == WaitType.WaitForCompletion).Select(wait => wait.Resource).ToHashSet();
        var properties = PropertyNames(model);
        var workloads = new List<PublishedWorkload>();
        foreach (var resource in published)
        {
            workloads.Add(await ReadAsync(resource, jobs.Contains(resource), properties, context, cancellationToken));
        }

        return new PublishedApplication(workloads);
    }

    private static async Task<PublishedWorkload> ReadAsync(
        IResource resource, bool isJob, HashSet<string> properties, DistributedApplicationExecutionContext context, CancellationToken cancellationToken)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().WithArgumentsConfig().BuildAsync(context, cancellationToken: cancellationToken);
        if (configuration.Exception is { } exception)
        {
            throw new DistributedApplicationException($"{resource.Name} cannot be published: {exception.Message}", exception);
        }

        return new PublishedWorkload
        {
            Name = resource.Name,
            Resource = resource,
            Kind = resource switch
            {
                ProjectResource when isJob => WorkloadKind.Job,
                ProjectResource => WorkloadKind.Service,
                PostgresServerResource => WorkloadKind.Postgres,
                RedisResource => WorkloadKind.Redis,
                _ => WorkloadKind.Container,
            },
            Image = ImageOf(resource),
            Arguments = [.. configuration.ArgumentsWithUnprocessed.Select(argument => ValueOf(argument.Unprocessed))],
            Environment = [.. configuration.EnvironmentVariablesWithUnprocessed.Where(variable => resource is ContainerResource || !properties.Contains(variable.Key))
                .Select(variable => KeyValuePair.Create(variable.Key, ValueOf(variable.Value.Unprocessed))).Where(variable => !variable.Value.NeedsEncoding)],
            Endpoints = isJob ? [] : [.. EndpointsOf(resource)],
            Volumes = [.. resource.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == ContainerMountType.Volume).Select(mount => mount.Target)],
            HealthPath = resource is ProjectResource ? "/health" : null,
        };
    }

    // CREDITAI_HOST and the like repeat the connection string piece by piece for languages that want it so.
    private static HashSet<string> PropertyNames(DistributedApplicationModel model)
        => model.Resources.OfType<IResourceWithConnectionString>()
            .SelectMany(resource => resource.GetConnectionProperties().Select(property => $"{resource.Name.Replace('-', '_')}_{property.Key}".ToUpperInvariant()))
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<PublishedEndpoint> EndpointsOf(IResource resource)
        => resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => !(resource is ProjectResource && endpoint.UriScheme == "https")) // TLS ends before the service.
            .Select(endpoint => resource is ProjectResource
                ? new PublishedEndpoint(endpoint.Name, endpoint.UriScheme, ProjectPort, ProjectPort, endpoint.IsExternal)
                : new PublishedEndpoint(endpoint.Name, endpoint.UriScheme, endpoint.TargetPort ?? endpoint.Port ?? ProjectPort, endpoint.TargetPort ?? endpoint.Port ?? ProjectPort, endpoint.IsExternal));

    private static string ImageOf(IResource resource)
    {
        if (resource is ProjectResource project)
        {
            // CreditAI.ScoringApi is creditai/scoring-api, whatever the resource is called: several may run one image.
            var parts = Path.GetFileNameWithoutExtension(project.GetProjectMetadata().ProjectPath.Replace('\\', '/')).Split('.');
            return $"{parts[0].ToLowerInvariant()}/{WordBoundary().Replace(parts[^1], "-").ToLowerInvariant()}";
        }

        return resource.TryGetContainerImageName(out var image) ? image : throw new DistributedApplicationException($"The container '{resource.Name}' has no image.");
    }

    private static PublishedValue ValueOf(object value) => new([.. Joined(PartsOf(value, null))]);

    private static IEnumerable<ValuePart> PartsOf(object value, string? format) => value switch
    {
        string text => [new LiteralPart(text)],
        ReferenceExpression { IsConditional: true } conditional => PartsOf(Holds(conditional) ? conditional.WhenTrue! : conditional.WhenFalse!, format),
        ReferenceExpression expression => PartsOf(expression),
        ParameterResource { Secret: true } secret => [new SecretPart(secret.Name, format)],
        ParameterResource parameter => [new LiteralPart(PlainValue(parameter))],
        IResourceWithConnectionString resource => PartsOf(resource.ConnectionStringExpression),
        ConnectionStringReference reference => PartsOf(reference.Resource, format),
        EndpointReferenceExpression { Endpoint: var endpoint, Property: var property } => [new EndpointPart(endpoint.Resource.Name, endpoint.EndpointName, property)],
        EndpointReference endpoint => [new EndpointPart(endpoint.Resource.Name, endpoint.EndpointName, EndpointProperty.Url)],
        IFormattable formattable => [new LiteralPart(formattable.ToString(null, CultureInfo.InvariantCulture))],
        _ => throw new DistributedApplicationException($"A value of {value.GetType().Name} cannot be published."),
    };

    private static IEnumerable<ValuePart> PartsOf(ReferenceExpression expression)
    {
        var at = 0;
        foreach (Match hole in Hole().Matches(expression.Format))
        {
            yield return new LiteralPart(Unescaped(expression.Format[at..hole.Index]));
            var number = int.Parse(hole.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            foreach (var part in PartsOf(expression.ValueProviders[number], expression.StringFormats[number]))
            {
                yield return part;
            }

            at = hole.Index + hole.Length;
        }

        yield return new LiteralPart(Unescaped(expression.Format[at..]));
    }

    private static IEnumerable<ValuePart> Joined(IEnumerable<ValuePart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is LiteralPart literal)
            {
                text.Append(literal.Text);
                continue;
            }

            if (text.Length > 0)
            {
                yield return new LiteralPart(text.ToString());
                text.Clear();
            }

            yield return part;
        }

        if (text.Length > 0)
        {
            yield return new LiteralPart(text.ToString());
        }
    }

    private static bool Holds(ReferenceExpression conditional)
        => conditional.Condition is EndpointReferenceExpression { Property: EndpointProperty.TlsEnabled } endpoint
            ? string.Equals(endpoint.Endpoint.TlsEnabled.ToString(), conditional.MatchValue, StringComparison.OrdinalIgnoreCase)
            : throw new DistributedApplicationException("Only a condition on an endpoint's TLS is known when the application is published.");

    private static string PlainValue(ParameterResource parameter)
        => parameter.GetValueAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() ?? throw new DistributedApplicationException($"The parameter '{parameter.Name}' has no value to publish.");

    private static string Unescaped(string text) => text.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<!\{)\{(\d+)(?::[^}]*)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordBoundary();
}
