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

    /// <summary>The repository's root, found from the tests' own directory.</summary>
    public static string Repository() =>
        Ancestors().First(directory => System.IO.File.Exists(Path.Combine(directory, "CreditAI.sln")));

    private static string? Root() =>
        Environment.GetEnvironmentVariable("CREDITAI_SHARED")
        ?? Ancestors().Select(directory => Path.Combine(directory, "shared")).FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> Ancestors()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            yield return directory.FullName;
        }
    }
}
