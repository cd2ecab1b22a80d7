namespace Aspire.Hosting.ApplicationModel;

internal static class KnownResourceTypes
{
    public const string Executable = "Executable";
    public const string Project = "Project";
    public const string Container = "Container";
    public const string Parameter = "Parameter";
    public const string ConnectionString = "ConnectionString";

    public static string Of(IResource resource) => resource switch
    {
        ProjectResource => Project,
        ContainerResource => Container,
        ExecutableResource => Executable,
        ParameterResource => Parameter,
        ConnectionStringResource => ConnectionString,
        _ => resource.GetType().Name is { } name && name.EndsWith("Resource", StringComparison.Ordinal) ? name[..^"Resource".Length] : resource.GetType().Name,
    };
}
