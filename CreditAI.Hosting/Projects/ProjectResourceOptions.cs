namespace Aspire.Hosting;

public class ProjectResourceOptions
{
    /// <summary>Null for the AppHost's profile, or else the first that runs the project.</summary>
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }

    public bool ExcludeKestrelEndpoints { get; set; }
}
