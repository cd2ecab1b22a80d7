using System.Diagnostics;
using System.Text;

namespace CreditAI.AppHost.Parts.Postgres;

/// <summary>A PostgreSQL data directory and the binaries that serve it.</summary>
internal sealed class PostgresCluster
{
    public const string UserName = "postgres";

    private const string ClientAuthentication = """
        # Loopback only, always with a password.
        host all         all 127.0.0.1/32 scram-sha-256
        host replication all 127.0.0.1/32 scram-sha-256

        """;

    private readonly string _binaries;
    private readonly Unprivileged _identity;

    public PostgresCluster(string packagesNear, string dataDirectory, Unprivileged? identity = null)
    {
        _binaries = BinariesNear(packagesNear);
        _identity = identity ?? Unprivileged.Current;
        DataDirectory = Path.GetFullPath(dataDirectory);
    }

    public string DataDirectory { get; }

    /// <summary>The directory of the server's programs.</summary>
    public static string BinariesNear(string directory) => Path.Combine(NativePackages.Find(directory, $"@embedded-postgres/{NativePackages.Platform}"), "native", "bin");

    private bool IsInitialized => File.Exists(Path.Combine(DataDirectory, "PG_VERSION"));

    /// <summary>
    /// The command that serves the cluster in the foreground on loopback. The port is the one in the environment variable
    /// PGPORT unless <paramref name="settings"/> name another.
    /// </summary>
    public (string Command, string[] Arguments) ServeCommand(params string[] settings) =>
        _identity.Wrap(
            Binary("postgres"),
            ["-D", DataDirectory, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", .. settings.SelectMany(setting => new[] { "-c", setting })]);

    /// <summary>
    /// Creates the cluster and its databases unless they exist, and sets the password, which may have changed since: data
    /// outlives the user secrets. The directory appears under its name only when it is complete, so that an interrupted
    /// first start begins anew.
    /// </summary>
    /// <exception cref="PartException">initdb or postgres failed; the message holds what they printed.</exception>
    public async Task PrepareAsync(string password, IReadOnlyCollection<string> databases, CancellationToken cancellationToken = default)
    {
        if (IsInitialized)
        {
            await SetPasswordAsync(DataDirectory, password, cancellationToken);
            return;
        }

        var incomplete = DataDirectory + ".incomplete";
        if (Directory.Exists(incomplete))
        {
            Directory.Delete(incomplete, recursive: true);
        }

        CreatePrivate(incomplete);
        _identity.Grant(incomplete);
        await CreateClusterAsync(incomplete, cancellationToken);
        await SetPasswordAsync(incomplete, password, cancellationToken);
        foreach (var database in databases)
        {
            RequireDatabaseName(database);
            await ExecuteAsync(incomplete, $"CREATE DATABASE \"{database}\"", cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(incomplete, "pg_hba.conf"), ClientAuthentication, cancellationToken);
        Directory.Move(incomplete, DataDirectory);
    }

    private Task SetPasswordAsync(string directory, string password, CancellationToken cancellationToken) =>
        ExecuteAsync(directory, $"ALTER ROLE {UserName} PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken);

    // initdb takes a password only from a file that its own user can open; nobody can reach this cluster before it has one
    // (single-user mode listens nowhere), so it is set there and "trust" never leaves this method's caller.
    private async Task CreateClusterAsync(string directory, CancellationToken cancellationToken)
    {
        var (command, arguments) = _identity.Wrap(
            Binary("initdb"), "-D", directory, "-U", UserName, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions");
        await RunAsync(command, arguments, input: "", cancellationToken);
    }

    // Single-user mode runs SQL without a server: the cluster is complete before it is ever reachable.
    private async Task ExecuteAsync(string directory, string sql, CancellationToken cancellationToken)
    {
        var (command, arguments) = _identity.Wrap(Binary("postgres"), "--single", "-D", directory, "-c", "exit_on_error=true", "postgres");
        await RunAsync(command, arguments, sql + "\n", cancellationToken);
    }

    private static void RequireDatabaseName(string database)
    {
        if (!database.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            throw new PartException($"'{database}' is not a database name: use letters, digits, '-' and '_'.");
        }
    }

    private static async Task RunAsync(string command, string[] arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        })!;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new PartException($"{command} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{await output}{await errors}");
        }
    }

    private static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Binary(string name) => Path.Combine(_binaries, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
