using System.Security.Cryptography;

namespace CreditAI.Ledger.Keys;

/// <summary>Random bytes for keys, drawn in blocks: a call to the system for each key costs more than sealing with it.</summary>
internal static class SecretBytes
{
    private const int BlockLength = 4096;

    [ThreadStatic]
    private static byte[]? _block;

    [ThreadStatic]
    private static int _used;

    public static void Fill(Span<byte> destination)
    {
        if (_block is null || _used + destination.Length > BlockLength)
        {
            _block ??= new byte[BlockLength];
            RandomNumberGenerator.Fill(_block);
            _used = 0;
        }

        var drawn = _block.AsSpan(_used, destination.Length);
        drawn.CopyTo(destination);
        drawn.Clear(); // Given out once, then gone from here.
        _used += destination.Length;
    }
}
