using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <param name="key">The name of a health check that is registered in the application builder's services.</param>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(h => h.Key == key))
        {
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.");
        }

        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Healthy where a GET of the path answers with the status, 200 unless another is given.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, [EndpointName] string? endpointName = null)
        where T : IResourceWithEndpoints => builder.WithHttpHealthCheck(EndpointSelector(builder, endpointName), path, statusCode);

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints => builder.WithHealthCheck(RegisterHttpCheck(builder, endpointSelector, path, statusCode));

    /// <summary>A probe for where the application is deployed, which is a health check of the resource where it runs here.</summary>
    [Experimental("ASPIREPROBES001")]
    public static IResourceBuilder<T> WithHttpProbe<T>(
        this IResourceBuilder<T> builder,
        ProbeType type,
        string? path = null,
        int? initialDelaySeconds = null,
        int? periodSeconds = null,
        int? timeoutSeconds = null,
        int? failureThreshold = null,
        int? successThreshold = null,
        [EndpointName] string? endpointName = null)
        where T : IResourceWithEndpoints, IResourceWithProbes => builder.WithHttpProbe(
            type, EndpointSelector(builder, endpointName), path, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold);

    [Experimental("ASPIREPROBES001")]
    public static IResourceBuilder<T> WithHttpProbe<T>(
        this IResourceBuilder<T> builder,
        ProbeType type,
        Func<EndpointReference>? endpointSelector,
        string? path = null,
        int? initialDelaySeconds = null,
        int? periodSeconds = null,
        int? timeoutSeconds = null,
        int? failureThreshold = null,
        int? successThreshold = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        var endpoint = endpointSelector ?? EndpointSelector(builder, null);
        var probe = new EndpointProbeAnnotation
        {
            Type = type,
            EndpointReference = endpoint(),
            Path = path ?? "/",
            InitialDelaySeconds = initialDelaySeconds ?? 5,
            PeriodSeconds = periodSeconds ?? 5,
            TimeoutSeconds = timeoutSeconds ?? 1,
            FailureThreshold = failureThreshold ?? 3,
            SuccessThreshold = successThreshold ?? 1,
        };
        foreach (var replaced in builder.Resource.Annotations.OfType<EndpointProbeAnnotation>().Where(p => p.Type == type).ToArray())
        {
            builder.Resource.Annotations.Remove(replaced);
        }

        return builder.WithAnnotation(probe).WithHttpHealthCheck(endpoint, path);
    }

    private static Func<EndpointReference> EndpointSelector<T>(IResourceBuilder<T> builder, string? endpointName)
        where T : IResourceWithEndpoints => () =>
        {
            string[] names = endpointName is null ? ["http", "https"] : [endpointName];
            return builder.Resource.GetEndpoints().FirstOrDefault(e => names.Contains(e.EndpointName, StringComparer.OrdinalIgnoreCase))
                ?? builder.Resource.GetEndpoints().FirstOrDefault(e => endpointName is null && (e.IsHttp || e.IsHttps))
                ?? throw new DistributedApplicationException(
                    $"Could not create an HTTP health check for resource '{builder.Resource.Name}': it has no endpoint {string.Join(" or ", names.Select(n => $"'{n}'"))}.");
        };

    private static string RegisterHttpCheck<T>(IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path, int? statusCode)
        where T : IResourceWithEndpoints
    {
        var status = statusCode ?? 200;
        var endpoint = (endpointSelector ?? EndpointSelector(builder, null))();
        if (!endpoint.IsHttp && !endpoint.IsHttps)
        {
            throw new DistributedApplicationException(
                $"Could not create an HTTP health check for resource '{builder.Resource.Name}': its endpoint '{endpoint.EndpointName}' has scheme '{endpoint.Scheme}'.");
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{builder.Resource.Name}_{endpoint.EndpointName}_{path ?? "/"}_{status}_check");
        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().All(h => h.Key != key))
        {
            builder.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, new EndpointHealthCheck(() => endpoint, path ?? "/", status));
        }

        return key;
    }
}
