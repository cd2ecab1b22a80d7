using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Tests.Hosting.Dcp;

public sealed class DcpBundleLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("creditai-bundle-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Find_TakesTheDirectoryThatTheCliNames()
    {
        var named = Bundle("named");

        var found = await Locator(("ASPIRE_BUNDLE_VERSION_DIR", named)).FindAsync(TestContext.Current.CancellationToken);

        Assert.Equal(named, found.Directory);
        Assert.True(File.Exists(found.DcpPath));
    }

    [Fact]
    public async Task Find_RefusesANamedDirectoryWithoutOrchestrator()
    {
        var refused = await Assert.ThrowsAsync<BundleNotFoundException>(
            () => Locator(("ASPIRE_BUNDLE_VERSION_DIR", Path.Combine(_root, "empty"))).FindAsync(TestContext.Current.CancellationToken));

        Assert.Contains("ASPIRE_BUNDLE_VERSION_DIR", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_root, "empty"), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_TakesTheNewestCompleteVersionOfTheHomeDirectory()
    {
        Bundle("home/.aspire/versions/13.5.4_abc-def");
        var newest = Bundle("home/.aspire/versions/13.10.0_abc-def");
        Bundle("home/.aspire/versions/9.5.2_abc-def");
        Directory.CreateDirectory(Path.Combine(_root, "home/.aspire/versions/13.11.0_incomplete"));

        Assert.Equal(newest, (await Locator().FindAsync(TestContext.Current.CancellationToken)).Directory);
    }

    [Fact]
    public async Task Find_FollowsTheCliOnPathToItsBundle()
    {
        var bundle = Bundle("opt/aspire/versions/13.5.4_abc-def");
        Directory.CreateDirectory(Path.Combine(_root, "opt/aspire/bin"));
        Directory.CreateDirectory(Path.Combine(_root, "usr/bin"));
        await File.WriteAllTextAsync(Path.Combine(_root, "opt/aspire/bin/aspire"), "", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(_root, "usr/bin/aspire"), Path.Combine(_root, "opt/aspire/bin/aspire"));

        var found = await Locator(("PATH", Path.Combine(_root, "usr/bin"))).FindAsync(TestContext.Current.CancellationToken);

        Assert.Equal(bundle, found.Directory);
    }

    [Fact]
    public async Task Find_UnpacksTheNpmPackageAboveTheAppHostOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "The stand-in for the packaged CLI is a shell script for linux-x64.");
        NpmPackage("""
            #!/bin/sh
            echo once >> "$HOME/count"
            mkdir -p "$HOME/.aspire/versions/13.5.4_x/dcp" "$HOME/.aspire/versions/13.5.4_x/managed"
            : > "$HOME/.aspire/versions/13.5.4_x/dcp/dcp"
            : > "$HOME/.aspire/versions/13.5.4_x/managed/aspire-managed"
            """);

        var first = await Locator().FindAsync(TestContext.Current.CancellationToken);
        var second = await Locator().FindAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first, second);
        Assert.True(first.IsComplete);
        Assert.StartsWith(Path.Combine(_root, "repo/node_modules/.cache/aspire/13.5.4"), first.Directory, StringComparison.Ordinal);
        Assert.Equal("once", (await File.ReadAllTextAsync(Path.Combine(_root, "repo/node_modules/.cache/aspire/13.5.4/count"), TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task Find_SaysWhatThePackagedCliSaid_WhenItFails()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "The stand-in for the packaged CLI is a shell script for linux-x64.");
        NpmPackage("#!/bin/sh\necho 'no space left' >&2\nexit 7\n");

        var failed = await Assert.ThrowsAsync<BundleNotFoundException>(() => Locator().FindAsync(TestContext.Current.CancellationToken));

        Assert.Contains("exit code 7", failed.Message, StringComparison.Ordinal);
        Assert.Contains("no space left", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_SaysWhereItLookedAndHowToInstall_WhenThereIsNothing()
    {
        var missing = await Assert.ThrowsAsync<BundleNotFoundException>(() => Locator().FindAsync(TestContext.Current.CancellationToken));

        Assert.Contains("node_modules/@microsoft/aspire-cli-", missing.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_root, "home", ".aspire"), missing.Message, StringComparison.Ordinal);
        Assert.Contains("npm ci", missing.Message, StringComparison.Ordinal);
        Assert.Contains("aspire setup", missing.Message, StringComparison.Ordinal);
    }

    private DcpBundleLocator Locator(params (string Name, string Value)[] variables)
    {
        var appHost = Directory.CreateDirectory(Path.Combine(_root, "repo", "AppHost")).FullName;
        var environment = new BundleEnvironment(
            name => variables.FirstOrDefault(variable => variable.Name == name).Value,
            Path.Combine(_root, "home"));
        return new DcpBundleLocator(appHost, environment, new BundleUnpacker(NullLogger<BundleUnpacker>.Instance));
    }

    private string Bundle(string directory)
    {
        var bundle = new DcpBundle(Path.Combine(_root, directory));
        foreach (var file in new[] { bundle.DcpPath, bundle.ManagedPath })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }

        return bundle.Directory;
    }

    private void NpmPackage(string cli)
    {
        var package = Path.Combine(_root, "repo/node_modules/@microsoft/aspire-cli-linux-x64");
        Directory.CreateDirectory(Path.Combine(package, "bin"));
        File.WriteAllText(Path.Combine(package, "package.json"), """{"version":"13.5.4"}""");
        File.WriteAllText(Path.Combine(package, "bin/aspire"), cli);
        File.SetUnixFileMode(Path.Combine(package, "bin/aspire"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
