using System.IO.Compression;

namespace CreditAI.Backups.Pieces;

/// <summary>Compresses and decompresses chunks, each by itself. One thread at a time.</summary>
internal sealed class ChunkCodec(Compression compression) : IDisposable
{
    // Level 1 is faster than the disks and networks it writes to, and within a tenth of the size of the default on database pages.
    private const int FastLevel = 1;

    private readonly ZstdSharp.Compressor? _compressor = compression == Compression.Zstandard ? new ZstdSharp.Compressor(FastLevel) : null;
    private readonly ZstdSharp.Decompressor? _decompressor = compression == Compression.Zstandard ? new ZstdSharp.Decompressor() : null;

    /// <summary>The most bytes that a chunk of <paramref name="length"/> can become.</summary>
    public static int Bound(int length) => ZstdSharp.Compressor.GetCompressBound(length) + 1024;

    public int Compress(ReadOnlySpan<byte> raw, Span<byte> output)
    {
        switch (compression)
        {
            case Compression.Zstandard:
                return _compressor!.Wrap(raw, output);
            case Compression.Gzip:
                using (var buffer = new MemoryStream())
                {
                    using (var gzip = new GZipStream(buffer, new ZLibCompressionOptions { CompressionLevel = FastLevel }, leaveOpen: true))
                    {
                        gzip.Write(raw);
                    }

                    buffer.GetBuffer().AsSpan(0, (int)buffer.Length).CopyTo(output);
                    return (int)buffer.Length;
                }

            default:
                raw.CopyTo(output);
                return raw.Length;
        }
    }

    /// <summary>What is decompressed was authenticated before, so a failure here is a defect, not damage.</summary>
    /// <exception cref="InvalidDataException">It does not decompress into <paramref name="output"/>.</exception>
    public int Decompress(byte[] compressed, int length, Span<byte> output)
    {
        switch (compression)
        {
            case Compression.Zstandard:
                return _decompressor!.Unwrap(compressed.AsSpan(0, length), output);
            case Compression.Gzip:
                using (var gzip = new GZipStream(new MemoryStream(compressed, 0, length, writable: false), CompressionMode.Decompress))
                {
                    var read = gzip.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
                    return gzip.ReadByte() < 0 ? read : throw new InvalidDataException("The chunk is larger than its piece says.");
                }

            default:
                compressed.AsSpan(0, length).CopyTo(output);
                return length;
        }
    }

    public void Dispose()
    {
        _compressor?.Dispose();
        _decompressor?.Dispose();
    }
}
