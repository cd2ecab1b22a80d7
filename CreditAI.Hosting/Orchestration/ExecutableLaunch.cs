using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>What is started for a resource, before its own arguments.</summary>
internal sealed record ExecutableLaunch(
    string Path, string WorkingDirectory, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>What sets the resource's own arguments apart from those of the program that starts it.</summary>
    public IReadOnlyList<string> Separator { get; private init; } = [];

    private static readonly IReadOnlyDictionary<string, string> NoAnnotations = new Dictionary<string, string>();

    public static ExecutableLaunch Of(ExecutableResource resource)
        => new(resource.Command, resource.WorkingDirectory, [], NoAnnotations);

    /// <summary>
    /// A project runs as it was built: the AppHost's own build has built it in the same configuration, and its launch profile
    /// was read into the application model.
    /// </summary>
    public static ExecutableLaunch Of(ProjectResource resource, string configuration)
    {
        var project = resource.GetProjectMetadata().ProjectPath;
        string[] arguments = ["run", "--project", project, "--no-build", "--configuration", configuration, "--no-launch-profile"];
        var launch = new[] { new { launch_profile = "", disable_launch_profile = false, project_path = project, type = "project", mode = "NoDebug" } };
        return new("dotnet", System.IO.Path.GetDirectoryName(project)!, arguments, new Dictionary<string, string>
        {
            [DcpAnnotations.LaunchConfigurations] = JsonSerializer.Serialize(launch),
            [DcpAnnotations.ResourceProjectArgs] = JsonSerializer.Serialize(arguments),
        })
        {
            Separator = ["--"],
        };
    }
}
