using System.Runtime.CompilerServices;

namespace CreditAI.Ledger.Objects;

/// <summary>Objects as files below a directory. Written beside and moved into place, so that a crash leaves no half object.</summary>
internal sealed class DirectoryObjectStore : IObjectStore
{
    private readonly string _root;
    private readonly string _incoming;

    public DirectoryObjectStore(string root)
    {
        if (!Path.IsPathFullyQualified(root))
        {
            throw new ArgumentException($"The object store's Directory must be an absolute path, not '{root}'.", nameof(root));
        }

        _root = Path.GetFullPath(root);
        _incoming = Path.Combine(_root, ".incoming"); // No key begins with a dot.
    }

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken)
        => WriteAsync(key, content, overwrite: true, cancellationToken);

    public Task<bool> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellationToken)
        => File.Exists(PathOf(key)) ? Task.FromResult(false) : WriteAsync(key, content, overwrite: false, cancellationToken);

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            const FileShare Share = FileShare.Read | FileShare.Delete;
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, Share, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(key)));

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // No further up than the prefix says: a region holds a hundred thousand segments of WAL.
        var root = new DirectoryInfo(Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)].Replace('/', Path.DirectorySeparatorChar)));
        var objects = !root.Exists
            ? []
            : root.EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => (Key: Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), File: file))
                .Where(item => item.Key[0] != '.' && item.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(item => item.Key, StringComparer.Ordinal)
                .Select(item => new ObjectInfo(item.Key, item.File.Length, item.File.LastWriteTimeUtc))
                .ToList();
        foreach (var item in objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }

        await Task.CompletedTask;
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(key));
        }
        catch (DirectoryNotFoundException)
        {
        }

        return Task.CompletedTask;
    }

    private string PathOf(string key)
    {
        ObjectKey.Check(key);
        return Path.Combine(_root, key.Replace('/', Path.DirectorySeparatorChar));
    }

    private async Task<bool> WriteAsync(string key, Stream content, bool overwrite, CancellationToken cancellationToken)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(_incoming);
        var temporary = Path.Combine(_incoming, Path.GetRandomFileName());
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            return overwrite ? Replace(temporary, target) : await MoveIfAbsentAsync(temporary, target, cancellationToken);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static bool Replace(string source, string target)
    {
        File.Move(source, target, overwrite: true);
        return true;
    }

    // A move that must not overwrite looks first and moves then on Unix, so two can both win. The lock is the
    // system's own on an open file: it holds between processes, and a crash releases it.
    private async Task<bool> MoveIfAbsentAsync(string source, string target, CancellationToken cancellationToken)
    {
        await using var held = await LockAsync(cancellationToken);
        return !File.Exists(target) && Replace(source, target);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        const int MostAttempts = 5000; // Ten seconds and more: then it is not a neighbour's lock but the disk.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(_incoming, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), cancellationToken);
            }
        }
    }
}
