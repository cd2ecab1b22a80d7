using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Streams applications as NDJSON in one request and reads the answers while it sends, so that neither side has to hold them.</summary>
internal sealed class BatchStream(Uri url, string apiKey, IReadOnlyList<byte[]> bodies)
{
    private const int RowsPerChunk = 128;

    public AnswerRows Rows { get; } = new();

    /// <summary>Of the answer; 0 before it came.</summary>
    public int Status { get; private set; }

    /// <exception cref="LoadException">The answer's head is not that of a stream.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task RunAsync(int rows, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(url.Host), url.Port), cancellationToken);
        await using var stream = new NetworkStream(socket);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(stream, rows, stop.Token);
        var receiving = ReceiveAsync(stream, stop.Token);

        // An answer that ends before the rows do is a refusal: nothing more is read, so nothing more is sent.
        await receiving;
        await stop.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(NetworkStream stream, int rows, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var head = $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nX-Api-Key: {apiKey}\r\n"
            + "Content-Type: application/x-ndjson\r\nAccept: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        var (use, chunk) = (DistinctId.NextUse(), new MemoryStream());
        for (var row = 0; row < rows; row += RowsPerChunk)
        {
            var count = Math.Min(RowsPerChunk, rows - row);
            chunk.SetLength(0);
            chunk.Write(Encoding.ASCII.GetBytes($"{Enumerable.Range(row, count).Sum(at => BodyOf(at).Length + 1):x}\r\n"));
            for (var at = row; at < row + count; at++)
            {
                var start = (int)chunk.Length;
                chunk.Write(BodyOf(at));
                DistinctId.Write(chunk.GetBuffer().AsSpan(start + ApplicationBodies.IdAt, DistinctId.Length), use, thread: 0, at);
                chunk.WriteByte((byte)'\n');
            }

            chunk.Write("\r\n"u8);
            await stream.WriteAsync(chunk.GetBuffer().AsMemory(0, (int)chunk.Length), cancellationToken);
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
    }

    private byte[] BodyOf(int row) => bodies[row % bodies.Count];

    private async Task ReceiveAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var (buffer, length, decoder) = (new byte[256 * 1024], 0, new ChunkDecoder());
        int head;
        int? content;
        int status;
        while (!ResponseFrame.TryReadHead(buffer.AsSpan(0, length), out status, out head, out content))
        {
            length += await ReadAsync(buffer.AsMemory(length));
        }

        Status = status;
        if (content is not null || status is < 200 or >= 300)
        {
            throw new LoadException($"answered {status} at once: {Encoding.UTF8.GetString(buffer, head, Math.Min(300, length - head))}");
        }

        for (decoder.Decode(buffer.AsSpan(head, length - head), Rows.Add); !decoder.Ended; decoder.Decode(buffer.AsSpan(0, length), Rows.Add))
        {
            length = await ReadAsync(buffer);
        }

        async ValueTask<int> ReadAsync(Memory<byte> into) =>
            await stream.ReadAsync(into, cancellationToken) is > 0 and var count ? count : throw new IOException("the server closed the stream before its end");
    }
}
