namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>Programs of the system, and those of this solution that were built with this one.</summary>
internal static class Programs
{
    private static string Configuration => Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>True when this was built for measuring.</summary>
    public static bool IsRelease => Configuration.Equals("release", StringComparison.OrdinalIgnoreCase);

    /// <returns>The program's path, or null when it is not on PATH.</returns>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);

    /// <summary>The command that runs a project of this solution, in the configuration that this one was built in.</summary>
    /// <exception cref="LoadException">It was not built.</exception>
    public static string[] Of(string project, string assembly)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Configuration, assembly + ".dll"));
        return File.Exists(path)
            ? ["dotnet", path]
            : throw new LoadException($"{path} is not there: build CreditAI.Benchmarks in this configuration, which builds it too.");
    }

    /// <summary>The command that runs this program.</summary>
    public static string[] Self() => ["dotnet", typeof(Programs).Assembly.Location];
}
