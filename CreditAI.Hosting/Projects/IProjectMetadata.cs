using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }

    /// <summary>Null for those in the project's Properties/launchSettings.json.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>True for projects that were built with the AppHost.</summary>
    bool SuppressBuild => false;

    bool IsFileBasedApp => string.Equals(Path.GetExtension(ProjectPath), ".cs", StringComparison.OrdinalIgnoreCase);
}
