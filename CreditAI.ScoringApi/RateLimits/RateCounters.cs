using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>The counts of all callers and addresses that were seen lately.</summary>
internal sealed class RateCounters
{
    // Of addresses beyond, newcomers share one count: many addresses must not be a way to fill the memory.
    private const int MostAddresses = 100_000;

    private readonly ConcurrentDictionary<string, RateCounter> _callers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IPAddress, RateCounter> _addresses = new();
    private readonly RateCounter _newcomers = new("address:others");
    private int _addressCount;

    public RateCounter OfCaller(string id)
        => _callers.TryGetValue(id, out var counter) ? counter : _callers.GetOrAdd(id, static id => new RateCounter(id));

    public RateCounter OfAddress(IPAddress address)
    {
        var network = NetworkOf(address);
        if (_addresses.TryGetValue(network, out var counter))
        {
            return counter;
        }

        if (Volatile.Read(ref _addressCount) >= MostAddresses)
        {
            return _newcomers;
        }

        var added = new RateCounter($"address:{network}");
        if (_addresses.TryAdd(network, added))
        {
            Interlocked.Increment(ref _addressCount);
            return added;
        }

        return _addresses.GetValueOrDefault(network, added);
    }

    /// <summary>Forgets those in which nothing counts any more.</summary>
    public void Sweep(DateTimeOffset now)
    {
        foreach (var idle in _callers.Where(each => each.Value.IsIdle(now)))
        {
            _callers.TryRemove(idle);
        }

        foreach (var idle in _addresses.Where(each => each.Value.IsIdle(now)))
        {
            if (_addresses.TryRemove(idle))
            {
                Interlocked.Decrement(ref _addressCount);
            }
        }
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
