using System.Text;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>What one server is sent over and over.</summary>
internal sealed class RequestSet
{
    private RequestSet(Uri url, string head, IReadOnlyList<byte[]> bodies) => (Url, Head, Bodies) = (url, head, bodies);

    public Uri Url { get; }

    /// <summary>Request line and headers up to the length of the body, where there is one.</summary>
    public string Head { get; }

    /// <summary>Applications, each with room for an id of its own at <see cref="ApplicationBodies.IdAt"/>; empty for a GET.</summary>
    public IReadOnlyList<byte[]> Bodies { get; }

    public static RequestSet Get(Uri url) => new(url, $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n", []);

    public static RequestSet Post(Uri url, string apiKey, IReadOnlyList<byte[]> bodies) => new(
        url, $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nX-Api-Key: {apiKey}\r\nContent-Type: application/json\r\nContent-Length: ", bodies);

    /// <summary>Whole requests, and where in each the application's id goes; below 0 where there is none.</summary>
    public (byte[] Bytes, int IdAt)[] Compose() => Bodies.Count == 0
        ? [(Encoding.ASCII.GetBytes(Head), -1)]
        : [.. Bodies.Select(body =>
        {
            var head = Encoding.ASCII.GetBytes($"{Head}{body.Length}\r\n\r\n");
            return ((byte[])[.. head, .. body], head.Length + ApplicationBodies.IdAt);
        })];
}
