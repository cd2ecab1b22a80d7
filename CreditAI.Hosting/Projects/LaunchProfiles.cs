using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Which launch profile of its project a resource runs with.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions s_json = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <returns>Null where the project has no profile or none is wanted.</returns>
    /// <exception cref="DistributedApplicationException">A profile asked for by name does not exist, or the file is not JSON.</exception>
    public static (string Name, LaunchProfile Profile)? EffectiveLaunchProfile(this ProjectResource resource)
    {
        if (resource.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>() || Settings(resource) is not { } settings)
        {
            return null;
        }

        if (resource.TryGetLastAnnotation<LaunchProfileAnnotation>(out var named))
        {
            return settings.Profiles.TryGetValue(named.LaunchProfileName, out var wanted)
                ? (named.LaunchProfileName, wanted)
                : throw new DistributedApplicationException(
                    $"The project of resource '{resource.Name}' has no launch profile '{named.LaunchProfileName}'; it has: {string.Join(", ", settings.Profiles.Keys)}.");
        }

        if (resource.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var usual) && settings.Profiles.TryGetValue(usual.LaunchProfileName, out var profile))
        {
            return (usual.LaunchProfileName, profile);
        }

        var first = settings.Profiles.FirstOrDefault(p => string.Equals(p.Value.CommandName, "Project", StringComparison.OrdinalIgnoreCase));
        return first.Value is null ? null : (first.Key, first.Value);
    }

    private static LaunchSettings? Settings(ProjectResource resource)
    {
        var metadata = resource.GetProjectMetadata();
        if (metadata.LaunchSettings is { } given)
        {
            return given;
        }

        var file = Path.Combine(Path.GetDirectoryName(metadata.ProjectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(file), s_json);
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"The launch settings of resource '{resource.Name}' are not valid: {file}: {e.Message}", e);
        }
    }
}
