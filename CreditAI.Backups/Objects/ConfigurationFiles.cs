using System.Runtime.CompilerServices;
using CreditAI.Ledger.Objects;

namespace CreditAI.Backups.Objects;

/// <summary>
/// The files below a directory, read anew each time: a mounted ConfigMap changes behind symbolic links whose own length and time stay.
/// </summary>
/// <param name="directory">An absolute path. Names that begin with a dot are passed over, Kubernetes' own links among them.</param>
public sealed class ConfigurationFiles(string directory, TimeProvider time) : IObjectSource
{
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, key);
        return Task.FromResult<Stream?>(File.Exists(path) ? File.OpenRead(path) : null);
    }

    /// <exception cref="ArgumentException">A file has a name that no store can hold.</exception>
    /// <exception cref="BackupException">The directory is not there, which is no empty configuration.</exception>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            throw new BackupException($"There is no directory {directory}, which Backup:Configuration names.");
        }

        var now = time.GetUtcNow();
        foreach (var key in Directory.EnumerateFiles(directory, "*", Below)
            .Select(path => Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key.Split('/').Any(part => part[0] == '.'))
            .Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectKey.Check(key);
            yield return new ObjectInfo(key, new FileInfo(Path.Combine(directory, key)).Length, now);
        }

        await Task.CompletedTask;
    }
}
