using System.Runtime.InteropServices;

namespace CreditAI.AppHost.Parts;

/// <summary>Finds what the build fetched from npm: the first <c>node_modules</c> from a directory upwards.</summary>
internal static class NativePackages
{
    /// <exception cref="PartException">No such package was fetched for this platform.</exception>
    public static string Find(string fromDirectory, string package)
    {
        for (var directory = new DirectoryInfo(fromDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "node_modules", package);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new PartException(
            $"The npm package {package} is not in a node_modules folder of {fromDirectory} or above. " +
            "Build CreditAI.AppHost to fetch it, or start with --Parts=containers.");
    }

    /// <summary>The platform as the npm packages spell it: linux-x64, darwin-arm64, windows-x64.</summary>
    public static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        }
    }
}
