using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Faults that would show only as an application that never gets up.</summary>
internal static class ModelValidator
{
    public static void Validate(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
            {
                if (!model.Resources.Contains(wait.Resource))
                {
                    throw new DistributedApplicationException(
                        $"The resource '{resource.Name}' waits for '{wait.Resource.Name}', which is not in the application model.");
                }
            }
        }

        var done = new HashSet<IResource>();
        foreach (var resource in model.Resources)
        {
            RefuseCycle(resource, [], done);
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
