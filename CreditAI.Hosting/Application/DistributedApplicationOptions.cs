using System.Reflection;

namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    private string? _projectDirectory;
    private string? _projectName;

    public string[]? Args { get; set; }

    /// <summary>The assembly whose metadata describe the AppHost; the entry assembly where null.</summary>
    public string? AssemblyName { get; set; }

    public bool DisableDashboard { get; set; }

    public bool AllowUnsecuredTransport { get; set; }

    public string? ContainerRegistryOverride { get; set; }

    public bool EnableResourceLogging { get; set; }

    public string? DashboardApplicationName { get; set; }

    public bool? TrustDeveloperCertificate { get; set; }

    /// <summary>The directory of the AppHost's project; from the assembly's metadata unless set.</summary>
    public string? ProjectDirectory
    {
        get => _projectDirectory ?? Metadata("AppHostProjectPath");
        set => _projectDirectory = value;
    }

    /// <summary>The file name of the AppHost's project, as in <c>CreditAI.AppHost.csproj</c>.</summary>
    internal string? ProjectName
    {
        get => _projectName ?? Metadata("AppHostProjectName");
        set => _projectName = value;
    }

    /// <summary>The build configuration in which the AppHost, and so its projects, was built.</summary>
    internal string? Configuration => Assembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;

    internal Assembly? Assembly => string.IsNullOrEmpty(AssemblyName) ? Assembly.GetEntryAssembly() : Assembly.Load(AssemblyName);

    private string? Metadata(string key) => Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(m => string.Equals(m.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
