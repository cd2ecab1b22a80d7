using System.ComponentModel.DataAnnotations;

namespace CreditAI.ServiceDefaults.Security;

/// <summary>Section RequestLimits: how much of the service one request, one connection, and all together may take.</summary>
internal sealed class RequestLimitOptions
{
    /// <summary>In bytes. An application of a few hundred features is some 10 KiB; an endpoint that takes more says so itself.</summary>
    [Range(1024, 1024L * 1024 * 1024)]
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Of all headers of a request together, in bytes. A token of an issuer is some 2 KiB.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxHeaderBytes { get; set; } = 16 * 1024;

    [Range(10, 1000)]
    public int MaxHeaders { get; set; } = 64;

    /// <summary>Method, address and version, in bytes.</summary>
    [Range(256, 64 * 1024)]
    public int MaxRequestLineBytes { get; set; } = 4 * 1024;

    /// <summary>From a request's first byte until the last one of its headers: those who send one by one hold no connection for long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Below this a sender of a body is cut off, after the grace. 0 is no limit.</summary>
    [Range(0, 1024 * 1024)]
    public int MinBodyBytesPerSecond { get; set; } = 240;

    /// <summary>How long a body may be slower. The server takes nothing below its own heartbeat of a second.</summary>
    [Range(typeof(TimeSpan), "00:00:01.100", "00:05:00")]
    public TimeSpan BodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may say nothing; longer than a proxy's own, so that it is the proxy who closes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Requests being answered at the same time; those beyond are turned away with 503 rather than made to wait.</summary>
    [Range(1, 1_000_000)]
    public int MaxRequestsInFlight { get; set; } = 5_000;
}
