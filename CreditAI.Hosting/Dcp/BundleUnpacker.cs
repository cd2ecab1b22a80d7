using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// Lets the CLI of the npm package unpack what it carries, once per version. The CLI unpacks beneath its HOME and only from
/// a place it can write to, so it is run from a copy.
/// </summary>
internal sealed partial class BundleUnpacker(ILogger<BundleUnpacker> logger)
{
    private static readonly TimeSpan UnpackTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    /// <param name="cli">The packaged CLI.</param>
    /// <param name="package">The npm package's directory, which names the version.</param>
    /// <param name="modules">The node_modules directory; its <c>.cache</c> is where tools keep what can be made again.</param>
    /// <param name="cancellationToken">Ends the wait and the CLI.</param>
    public async Task<DcpBundle> UnpackAsync(string cli, string package, string modules, CancellationToken cancellationToken)
    {
        var home = Path.Combine(CacheDirectory(modules), await VersionAsync(package, cancellationToken).ConfigureAwait(false));
        System.IO.Directory.CreateDirectory(home);

        // Two AppHosts that start together must not unpack over each other.
        await using var turn = await LockAsync(Path.Combine(home, ".lock"), cancellationToken).ConfigureAwait(false);

        var aspireHome = Path.Combine(home, ".aspire");
        if (DcpBundleLocator.Newest(aspireHome) is { } already && File.Exists(Path.Combine(home, ".complete")))
        {
            return already;
        }

        LogUnpacking(home);
        await RunSetupAsync(CopyOf(cli, aspireHome), home, cancellationToken).ConfigureAwait(false);

        var bundle = DcpBundleLocator.Newest(aspireHome)
            ?? throw new BundleNotFoundException($"'{cli} setup' ended well but left no orchestrator under '{aspireHome}'. Reinstall the package with 'npm ci'.");
        await File.WriteAllTextAsync(Path.Combine(home, ".complete"), "", cancellationToken).ConfigureAwait(false);
        LogUnpacked(bundle.Directory);
        return bundle;
    }

    private static string CacheDirectory(string modules)
    {
        var beside = Path.Combine(modules, ".cache", "aspire");
        try
        {
            System.IO.Directory.CreateDirectory(beside);
            return beside;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // A read-only checkout, or packages that another user installed.
            return Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData, System.Environment.SpecialFolderOption.Create), "aspire-bundle");
        }
    }

    private static async Task<string> VersionAsync(string package, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(package, "package.json"));
        using var json = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false);
        return json.RootElement.GetProperty("version").GetString()!;
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockPoll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string CopyOf(string cli, string aspireHome)
    {
        var copy = Path.Combine(aspireHome, "bin", Path.GetFileName(cli));
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(cli, copy, overwrite: true);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(copy, File.GetUnixFileMode(copy) | UnixFileMode.UserExecute);
        }

        return copy;
    }

    private static async Task RunSetupAsync(string cli, string home, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(cli, ["setup", "--nologo"])
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = home, ["USERPROFILE"] = home, ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true", ["NO_COLOR"] = "1" },
        };

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(UnpackTimeout);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new BundleNotFoundException(
                    $"'{cli} setup' failed with exit code {process.ExitCode}: {(await errors.ConfigureAwait(false)).Trim()} {(await output.ConfigureAwait(false)).Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new BundleNotFoundException($"'{cli} setup' did not end within {UnpackTimeout.TotalMinutes:0} minutes.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Unpacking Aspire's orchestrator and dashboard into {Directory} (about 300 MB, once per version)...")]
    private partial void LogUnpacking(string directory);

    [LoggerMessage(Level = LogLevel.Information, Message = "Unpacked: {Directory}")]
    private partial void LogUnpacked(string directory);
}
