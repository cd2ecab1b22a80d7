namespace CreditAI.Tests;

/// <summary>Files of this repository, found from the tests' own binaries upwards.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "CreditAI.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"CreditAI.sln is not in {AppContext.BaseDirectory} or above");
    }
}
