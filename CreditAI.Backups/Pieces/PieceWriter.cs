using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Pieces;

/// <summary>
/// Makes one piece in memory: bytes are cut into chunks, each compressed and sealed by AES-256-GCM under the piece's own key
/// (docs/backup-format.md). One thread at a time.
/// </summary>
internal sealed class PieceWriter : IDisposable
{
    public const int DefaultChunkSize = 1024 * 1024;

    private const uint LastChunk = 1u << 31;

    private readonly string _name;
    private readonly ChunkSeal _seal;
    private readonly ChunkCodec _codec;
    private readonly MemoryStream _output;
    private readonly byte[] _chunk;
    private readonly byte[] _compressed;
    private int _filled;
    private long _index;

    public PieceWriter(string name, MasterKeys masters, Compression compression = Compression.Zstandard, int chunkSize = DefaultChunkSize, int expected = DefaultChunkSize)
    {
        _name = name;
        var (header, key) = PieceHeader.New(name, masters, compression, chunkSize);
        var head = header.ToBytes();
        _seal = new ChunkSeal(key, head, name);
        _codec = new ChunkCodec(compression);
        _output = new MemoryStream(expected);
        _output.Write(head);
        _chunk = new byte[chunkSize];
        _compressed = new byte[ChunkCodec.Bound(chunkSize)];
    }

    /// <summary>How many bytes were written into it.</summary>
    public long Length { get; private set; }

    public void Write(ReadOnlySpan<byte> content)
    {
        Length += content.Length;
        while (content.Length > 0)
        {
            if (_filled == _chunk.Length)
            {
                Flush(last: false);
            }

            var part = content[..Math.Min(content.Length, _chunk.Length - _filled)];
            part.CopyTo(_chunk.AsSpan(_filled));
            _filled += part.Length;
            content = content[part.Length..];
        }
    }

    /// <summary>The whole piece; nothing may be written after.</summary>
    public SealedPiece Finish()
    {
        Flush(last: true);
        var content = _output.GetBuffer().AsMemory(0, (int)_output.Length);
        return new SealedPiece(_name, content, Length, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
    }

    public static SealedPiece Of(string name, ReadOnlySpan<byte> content, MasterKeys masters, Compression compression = Compression.Zstandard)
    {
        using var writer = new PieceWriter(name, masters, compression, Math.Clamp(content.Length, 1, DefaultChunkSize), expected: 64 * 1024);
        writer.Write(content);
        return writer.Finish();
    }

    public void Dispose()
    {
        _seal.Dispose();
        _codec.Dispose();
    }

    private void Flush(bool last)
    {
        var length = _codec.Compress(_chunk.AsSpan(0, _filled), _compressed);
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, (uint)length | (last ? LastChunk : 0));
        _output.Write(word);
        var start = (int)_output.Length;
        _output.SetLength(start + length + ChunkSeal.TagLength);
        var sealedChunk = _output.GetBuffer().AsSpan(start, length + ChunkSeal.TagLength);
        _seal.Encrypt(_index++, word, _compressed.AsSpan(0, length), sealedChunk);
        _output.Position = _output.Length;
        _filled = 0;
    }

    /// <summary>The two halves of a chunk's length word: its length, and whether it is the last.</summary>
    internal static (int Length, bool IsLast) Split(uint word) => ((int)(word & ~LastChunk), (word & LastChunk) != 0);

    /// <summary>Seals and opens chunks: the nonce is the chunk's number, and bound to it are its length word, the header and the piece's name.</summary>
    internal sealed class ChunkSeal : IDisposable
    {
        public const int TagLength = 16;

        private readonly AesGcm _aes;
        private readonly byte[] _bound;

        public ChunkSeal(byte[] key, ReadOnlySpan<byte> header, string name)
        {
            _aes = new AesGcm(key, TagLength);
            _bound = [0, 0, 0, 0, .. header, .. Encoding.UTF8.GetBytes(name)];
        }

        public void Encrypt(long index, ReadOnlySpan<byte> word, ReadOnlySpan<byte> content, Span<byte> output)
        {
            Span<byte> nonce = stackalloc byte[12];
            _aes.Encrypt(NonceOf(index, nonce), content, output[..content.Length], output[content.Length..], BoundTo(word));
        }

        /// <exception cref="CryptographicException">It is not the chunk of this number of this piece.</exception>
        public void Decrypt(long index, ReadOnlySpan<byte> word, ReadOnlySpan<byte> content, Span<byte> output)
        {
            Span<byte> nonce = stackalloc byte[12];
            _aes.Decrypt(NonceOf(index, nonce), content[..^TagLength], content[^TagLength..], output, BoundTo(word));
        }

        public void Dispose() => _aes.Dispose();

        private byte[] BoundTo(ReadOnlySpan<byte> word)
        {
            word.CopyTo(_bound);
            return _bound;
        }

        private static Span<byte> NonceOf(long index, Span<byte> nonce)
        {
            nonce.Clear();
            BinaryPrimitives.WriteInt64LittleEndian(nonce, index);
            return nonce;
        }
    }
}
