using CreditAI.Backups.Pieces;
using CreditAI.Ledger.Objects;

namespace CreditAI.Backups.Regions;

/// <summary>A backup target: an object store under a name.</summary>
public sealed record Region(string Name, IObjectStore Store)
{
    /// <returns>The whole object as stored, or null when there is none.</returns>
    internal async Task<ReadOnlyMemory<byte>?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await using var content = await Store.OpenReadAsync(key, cancellationToken);
        if (content is null)
        {
            return null;
        }

        using var buffer = new MemoryStream(content.CanSeek ? (int)content.Length : 0);
        await content.CopyToAsync(buffer, cancellationToken);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    internal async Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var stream = ReadOnly(content);
        await Store.PutAsync(key, stream, cancellationToken);
    }

    internal Task WriteAsync(SealedPiece piece, CancellationToken cancellationToken) => WriteAsync(piece.Name, piece.Content, cancellationToken);

    internal async Task<List<ObjectInfo>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var objects = new List<ObjectInfo>();
        await foreach (var item in Store.ListAsync(prefix, cancellationToken))
        {
            objects.Add(item);
        }

        return objects;
    }

    private static MemoryStream ReadOnly(ReadOnlyMemory<byte> content)
        => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
}
