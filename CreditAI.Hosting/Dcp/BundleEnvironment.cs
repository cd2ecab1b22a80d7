namespace Aspire.Hosting.Dcp;

/// <summary>What of the machine decides where the bundle is found; the real one by default.</summary>
internal sealed record BundleEnvironment(Func<string, string?> GetVariable, string HomeDirectory)
{
    public static BundleEnvironment Machine { get; } = new(
        System.Environment.GetEnvironmentVariable,
        System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile));
}
