namespace Aspire.Hosting.ApplicationModel;

internal static class References
{
    /// <summary>The resources that a value names, itself included; not those that these depend on in turn.</summary>
    public static IEnumerable<IResource> Of(object value) => value switch
    {
        IResourceBuilder<IResource> builder => [builder.Resource],
        IResource resource => [resource],
        IValueWithReferences references => references.References.SelectMany(Of).Distinct(),
        _ => [],
    };
}
