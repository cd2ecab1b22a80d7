using System.Runtime.InteropServices;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>This solution's programs as they are shipped: published for this machine's platform, which compiles them ahead of time.</summary>
internal static class ShippedPrograms
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary>The command that runs a project's program; from a debug build of this one, whose numbers mean nothing, the program as it was built.</summary>
    /// <exception cref="LoadException">It cannot be published, or was not built.</exception>
    public static async Task<string[]> CommandAsync(string project, string assembly, Guard guard, CancellationToken cancellationToken)
    {
        if (!Programs.IsRelease)
        {
            return Programs.Of(project, assembly);
        }

        await Console.Error.WriteLineAsync($"publishing {project}");
        var artifacts = Path.Combine(Source, "artifacts", "shipped"); // Apart, so that no other build's restore is touched.
        var folder = Path.Combine(artifacts, "programs", project);
        await using var publish = Child.Start("dotnet publish", guard,
        [
            "dotnet", "publish", Path.Combine(Source, project), "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier, "--no-self-contained",
            "--artifacts-path", artifacts, "--output", folder, "--nologo", "--verbosity", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ]);
        return await publish.WaitForEndAsync(cancellationToken) == 0
            ? ["dotnet", Path.Combine(folder, assembly + ".dll")]
            : throw new LoadException($"{project} was not published:\n{publish.Output}");
    }
}
