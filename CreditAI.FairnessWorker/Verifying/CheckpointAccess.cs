using System.Security.Cryptography;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;

namespace CreditAI.FairnessWorker.Verifying;

/// <summary>The signed checkpoints, where the worker has an object store and the master key; without them the database alone is verified.</summary>
internal sealed class CheckpointAccess(DataKeys? keys, IObjectStore? objects)
{
    public async Task<Opened?> OpenAsync(CancellationToken cancellationToken)
    {
        if (keys is null || objects is null)
        {
            return null;
        }

        var signing = new SigningKey(keys);
        if (!await signing.IsMadeAsync(cancellationToken))
        {
            return null; // Nothing is signed yet, and this role is not to make the key.
        }

        var key = ECDsa.Create();
        key.ImportFromPem(await signing.PublicPemAsync(cancellationToken));
        return new Opened(key, new CheckpointVerifier(key, objects));
    }

    internal sealed record Opened(ECDsa Key, CheckpointVerifier Checkpoints) : IDisposable
    {
        public void Dispose() => Key.Dispose();
    }
}
