using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace CreditAI.ServiceDefaults.Outgoing;

/// <summary>
/// Where a named service listens: <c>services:NAME:SCHEME:0</c>, <c>:1</c>, ..., which the AppHost sets. Several addresses
/// are taken in turn. A host that is not configured there is an ordinary host name.
/// </summary>
internal sealed class ServiceAddresses(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, int> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address to call in place of <paramref name="requested"/>; schemes are tried in order in <c>https+http://name</c>.</summary>
    public Uri Resolve(Uri requested)
    {
        foreach (var scheme in requested.Scheme.Split('+'))
        {
            var addresses = configuration.GetSection($"services:{requested.Host}:{scheme}").GetChildren()
                .Select(c => c.Value)
                .Where(v => !string.IsNullOrWhiteSpace(v))
                .ToArray();
            if (addresses.Length > 0)
            {
                return Combine(addresses[NextTurn(requested.Host, addresses.Length)]!, requested);
            }
        }

        return requested;
    }

    private int NextTurn(string service, int count) =>
        (int)((uint)_turns.AddOrUpdate(service, 0, (_, turn) => unchecked(turn + 1)) % (uint)count);

    private static Uri Combine(string address, Uri requested)
    {
        var target = new Uri(address, UriKind.Absolute);
        return new UriBuilder(requested) { Scheme = target.Scheme, Host = target.Host, Port = target.Port }.Uri;
    }
}
