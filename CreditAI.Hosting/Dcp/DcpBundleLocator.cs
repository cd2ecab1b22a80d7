using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// Finds Aspire's orchestrator and dashboard: first what is installed on the machine, last the CLI from its npm package,
/// which carries them packed.
/// </summary>
internal sealed class DcpBundleLocator(string appHostDirectory, BundleEnvironment environment, BundleUnpacker unpacker)
{
    /// <summary>The CLI asks its AppHosts to take the bundle it came with.</summary>
    public const string DirectoryVariable = "ASPIRE_BUNDLE_VERSION_DIR";

    /// <summary>The line of versions whose orchestrator API is spoken here.</summary>
    private static readonly Version Oldest = new(13, 5);

    /// <exception cref="BundleNotFoundException">Nothing usable is on this machine.</exception>
    public async Task<DcpBundle> FindAsync(CancellationToken cancellationToken)
    {
        if (environment.GetVariable(DirectoryVariable) is { Length: > 0 } named)
        {
            var bundle = new DcpBundle(named);
            return bundle.IsComplete
                ? bundle
                : throw new BundleNotFoundException($"{DirectoryVariable} is '{named}', which holds no dcp/dcp and managed/aspire-managed. Unset it or let it name an unpacked Aspire bundle.");
        }

        return Newest(Path.Combine(environment.HomeDirectory, ".aspire"))
            ?? FromPath()
            ?? await FromNpmAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new BundleNotFoundException(Missing());
    }

    /// <summary>The newest complete bundle under an Aspire home, or null; development versions sort by their leading numbers.</summary>
    internal static DcpBundle? Newest(string aspireHome)
    {
        var versions = Path.Combine(aspireHome, "versions");
        if (!System.IO.Directory.Exists(versions))
        {
            return null;
        }

        return System.IO.Directory.EnumerateDirectories(versions)
            .Select(directory => (Directory: directory, Version: VersionOf(Path.GetFileName(directory))))
            .Where(found => found.Version is { } version && version >= Oldest && version.Major == Oldest.Major)
            .OrderByDescending(found => found.Version)
            .ThenByDescending(found => System.IO.Directory.GetLastWriteTimeUtc(found.Directory))
            .Select(found => new DcpBundle(found.Directory))
            .FirstOrDefault(bundle => bundle.IsComplete);
    }

    private static Version? VersionOf(string name)
    {
        var end = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        while (end > 0 && end < name.Length && name[end] == '.')
        {
            var next = name.AsSpan(end + 1).IndexOfAnyExceptInRange('0', '9');
            end = next < 0 ? name.Length : end + 1 + next;
        }

        return Version.TryParse(end < 0 ? name : name[..end], out var version) ? version : null;
    }

    /// <summary>An installed CLI stands in <c>bin</c> beside the <c>versions</c> it has unpacked.</summary>
    private DcpBundle? FromPath()
    {
        var file = OperatingSystem.IsWindows() ? "aspire.exe" : "aspire";
        foreach (var directory in (environment.GetVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var cli = new FileInfo(Path.Combine(directory, file));
            if (!cli.Exists)
            {
                continue;
            }

            var target = cli.ResolveLinkTarget(returnFinalTarget: true) ?? cli;
            if (Path.GetDirectoryName(Path.GetDirectoryName(target.FullName)) is { } home && Newest(home) is { } bundle)
            {
                return bundle;
            }
        }

        return null;
    }

    private async Task<DcpBundle?> FromNpmAsync(CancellationToken cancellationToken)
    {
        for (var directory = new DirectoryInfo(appHostDirectory); directory is not null; directory = directory.Parent)
        {
            var modules = Path.Combine(directory.FullName, "node_modules");
            var package = Path.Combine(modules, "@microsoft", $"aspire-cli-{PlatformName()}");
            var cli = Path.Combine(package, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire");
            if (File.Exists(cli))
            {
                return await unpacker.UnpackAsync(cli, package, modules, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    private static string PlatformName()
    {
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }

    private string Missing() => $"""
        Aspire's orchestrator (DCP) and dashboard are not on this machine. Looked in:
          - the environment variable {DirectoryVariable} (not set)
          - {Path.Combine(environment.HomeDirectory, ".aspire", "versions")} (no version {Oldest} or later)
          - an 'aspire' CLI on PATH (none with an unpacked bundle)
          - node_modules/@microsoft/aspire-cli-{PlatformName()} in {appHostDirectory} and the directories above it
        Run 'npm ci' in the repository's root (the package is an optional dependency; it needs Node.js), or install the Aspire CLI {Oldest} and run 'aspire setup'.
        """;
}
