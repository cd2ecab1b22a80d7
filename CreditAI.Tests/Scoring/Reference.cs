using System.Text.Json;

namespace CreditAI.Tests.Scoring;

/// <summary>Public data and reference values that lie beside the repository on some machines; tests that need them skip where they are absent.</summary>
internal static class Reference
{
    /// <summary>The path of a file below the shared directory; skips the test when it is not there.</summary>
    public static string File(string name)
    {
        var path = Root() is { } root ? Path.Combine(root, name) : name;
        Assert.SkipUnless(System.IO.File.Exists(path), $"{name} is not on this machine: set CREDITAI_SHARED to the directory that holds it");
        return path;
    }

    public static JsonElement Json(string name) => JsonElement.Parse(System.IO.File.ReadAllBytes(File(name)));

    private static string? Root()
    {
        var beside = Path.Combine(RepositoryFiles.Root, "..", "shared");
        return Environment.GetEnvironmentVariable("CREDITAI_SHARED") ?? (Directory.Exists(beside) ? Path.GetFullPath(beside) : null);
    }
}
