using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CreditAI.ServiceDefaults.Security;

/// <summary>Sets every limit of the server, so that none is whatever its default happens to be.</summary>
internal sealed class RequestLimits(IOptions<RequestLimitOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        var (limits, set) = (kestrel.Limits, options.Value);
        kestrel.AddServerHeader = false;
        limits.MaxRequestBodySize = set.MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = set.MaxHeaderBytes;
        limits.MaxRequestHeaderCount = set.MaxHeaders;
        limits.MaxRequestLineSize = set.MaxRequestLineBytes;
        limits.RequestHeadersTimeout = set.HeadersTimeout;
        limits.KeepAliveTimeout = set.KeepAliveTimeout;
        limits.MinRequestBodyDataRate = set.MinBodyBytesPerSecond == 0 ? null : new MinDataRate(set.MinBodyBytesPerSecond, set.BodyGrace);
        limits.MaxConcurrentConnections = set.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0; // there are no WebSockets
    }
}
