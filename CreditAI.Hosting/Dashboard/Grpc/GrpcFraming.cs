using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Length-prefixed messages: one byte that says whether it is compressed, four of length, big-endian, and the message.</summary>
internal static class GrpcFraming
{
    private const int PrefixLength = 5;

    /// <summary>The largest message taken; gRPC's usual default, in bytes.</summary>
    private const uint Largest = 4 * 1024 * 1024;

    /// <summary>The next message, or null when the sender has closed its side.</summary>
    public static async Task<T?> ReadAsync<T>(PipeReader reader, MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (LengthOf(buffer) is { } length && buffer.Length >= PrefixLength + length)
            {
                var message = parser.ParseFrom(buffer.Slice(PrefixLength, length));
                reader.AdvanceTo(buffer.GetPosition(PrefixLength + length));
                return message;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return buffer.IsEmpty ? null : throw new GrpcException(GrpcStatus.InvalidArgument, "The message ends before its length.");
            }
        }
    }

    public static async Task WriteAsync(PipeWriter writer, IMessage message, CancellationToken cancellationToken)
    {
        Write(writer, message);
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static void Write(IBufferWriter<byte> writer, IMessage message)
    {
        var prefix = writer.GetSpan(PrefixLength);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], message.CalculateSize());
        writer.Advance(PrefixLength);
        message.WriteTo(writer);
    }

    private static uint? LengthOf(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.Length < PrefixLength)
        {
            return null;
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            throw new GrpcException(GrpcStatus.Unimplemented, "Compressed messages are not taken.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return length <= Largest ? length : throw new GrpcException(GrpcStatus.ResourceExhausted, $"The message is larger than {Largest} bytes.");
    }
}
