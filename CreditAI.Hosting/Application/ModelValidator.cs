using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Faults that would show only as an application that never gets up.</summary>
internal static class ModelValidator
{
    public static void Validate(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            RefuseStrangers(resource, model);
            RefuseMissingEndpoints(resource);
        }

        var done = new HashSet<IResource>();
        foreach (var resource in model.Resources)
        {
            RefuseCycle(resource, [], done);
        }
    }

    private static void RefuseStrangers(IResource resource, DistributedApplicationModel model)
    {
        // Parameters may stand outside of the model: generated passwords do.
        var stranger = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .FirstOrDefault(r => r.Resource is not ParameterResource && !model.Resources.Contains(r.Resource));
        if (stranger is not null)
        {
            throw new DistributedApplicationException(
                $"The resource '{resource.Name}' names the resource '{stranger.Resource.Name}' ({stranger.Type}), which is not in the application model.");
        }
    }

    private static void RefuseMissingEndpoints(IResource resource)
    {
        foreach (var reference in resource.Annotations.OfType<EndpointReferenceAnnotation>())
        {
            var existing = reference.Resource.GetEndpoints().Select(e => e.EndpointName).ToArray();
            if (reference.EndpointNames.Except(existing, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } missing)
            {
                var has = existing.Length == 0 ? "it has none" : $"it has: {string.Join(", ", existing)}";
                throw new DistributedApplicationException(
                    $"The resource '{resource.Name}' refers to the endpoint '{missing}' of the resource '{reference.Resource.Name}', which is not there; {has}.");
            }
        }
    }

    private static void RefuseCycle(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        if (path.IndexOf(resource) is >= 0 and var start)
        {
            var cycle = path.Skip(start).Append(resource).Select(r => $"'{r.Name}'");
            throw new DistributedApplicationException($"Resources wait for each other in a circle, so none of them could start: {string.Join(" -> ", cycle)}.");
        }

        if (done.Contains(resource))
        {
            return;
        }

        path.Add(resource);
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            RefuseCycle(wait.Resource, path, done);
        }

        path.RemoveAt(path.Count - 1);
        done.Add(resource);
    }
}
