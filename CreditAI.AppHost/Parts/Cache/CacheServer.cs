using System.Text.Json;

namespace CreditAI.AppHost.Parts.Cache;

/// <summary>The server of the Redis protocol that is here, how it is started, and its settings file.</summary>
internal abstract record CacheServer(string Command, string[] Arguments, string SettingsFile)
{
    /// <summary>redis-server if it is on PATH (12 MB, starts at once), else Garnet from the repository's tool manifest.</summary>
    public static CacheServer Find(string dataDirectory) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server")))
            ? new Redis(dataDirectory)
            : new Garnet(dataDirectory);

    /// <summary>
    /// Writes the settings, readable by the owner alone: the password stands in a file, since a command line is seen by
    /// every user of the machine.
    /// </summary>
    public async Task PrepareAsync(string password, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(SettingsFile, options);
        await writer.WriteAsync(Settings(password).AsMemory(), cancellationToken);
    }

    protected abstract string Settings(string password);

    private sealed record Redis(string Directory)
        : CacheServer("redis-server", [Path.Combine(Directory, "redis.conf")], Path.Combine(Directory, "redis.conf"))
    {
        protected override string Settings(string password) =>
            $"""
            bind 127.0.0.1
            dir "{Directory}"
            requirepass "{password}"
            appendonly yes

            """;
    }

    private sealed record Garnet(string Directory)
        : CacheServer("dotnet", ["tool", "run", "garnet-server", "--", "--config-import-path", Path.Combine(Directory, "garnet.json")], Path.Combine(Directory, "garnet.json"))
    {
        protected override string Settings(string password) => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["Address"] = "127.0.0.1",
            ["AuthenticationMode"] = "Password",
            ["Password"] = password,
            ["CheckpointDir"] = Directory,
            ["EnableAOF"] = true,
            ["Recover"] = true,
            ["DeviceType"] = "RandomAccess", // the native device does not load where its library is missing
        });
    }
}
