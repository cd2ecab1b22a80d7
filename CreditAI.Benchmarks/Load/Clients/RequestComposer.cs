namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Makes the requests of one use of a set, each with an application id of its own. Thread-safe.</summary>
internal sealed class RequestComposer(RequestSet requests)
{
    private readonly (byte[] Bytes, int IdAt)[] _requests = requests.Compose();
    private readonly string _use = DistinctId.NextUse();

    /// <returns>Room for any of them.</returns>
    public byte[] NewBuffer() => new byte[_requests.Max(request => request.Bytes.Length)];

    /// <param name="number">Of the request within the use; below a thousand million.</param>
    /// <param name="buffer">Receives it.</param>
    public ReadOnlyMemory<byte> Compose(long number, byte[] buffer)
    {
        var (bytes, idAt) = _requests[number % _requests.Length];
        bytes.CopyTo(buffer, 0);
        if (idAt >= 0)
        {
            DistinctId.Write(buffer.AsSpan(idAt, DistinctId.Length), _use, thread: 0, number);
        }

        return buffer.AsMemory(0, bytes.Length);
    }
}
