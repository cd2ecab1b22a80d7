using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi.Applications;

/// <summary>Bodies as networks deliver them.</summary>
public sealed class RequestBodyTests(PostgresServer postgres)
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(ScoringApiHost.GoodApplication);

    [Theory]
    [InlineData("in one piece")]
    [InlineData("behind the head")]
    [InlineData("in halves")]
    [InlineData("byte by byte")]
    [InlineData("in chunks")]
    public async Task Post_BodyArrives_IsDecidedWhole(string how)
    {
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync());
        var head = $"POST /v1/decisions HTTP/1.1\r\nHost: scoring\r\nX-Api-Key: {ScoringApiHost.Key}\r\nContent-Type: application/json\r\nConnection: close\r\n";
        var length = Encoding.ASCII.GetBytes($"{head}Content-Length: {Body.Length}\r\n\r\n");

        var answer = await SendAsync(api.Client.BaseAddress!, how switch
        {
            "in one piece" => [[.. length, .. Body]],
            "behind the head" => [length, Body],
            "in halves" => [[.. length, .. Body[..20]], Body[20..]],
            "byte by byte" => [length, .. Body.Select(each => new[] { each })],
            _ => [[.. Encoding.ASCII.GetBytes($"{head}Transfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n"), .. Body[..30]], [.. Body[30..], .. "\r\n0\r\n\r\n"u8]],
        });

        Assert.StartsWith("HTTP/1.1 201 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"points\":542,", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BodyLargerThanTheServerTakes_Is413ThatNamesIt()
    {
        await using var api = await ScoringApiHost.StartAsync(
            await postgres.CreateDatabaseAsync(), settings: new() { ["RequestLimits:MaxBodyBytes"] = "1024" });

        var answer = await api.DecideAsync(new ByteArrayContent([.. Body, .. Enumerable.Repeat((byte)' ', 2000)]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("\"body\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await api.CountAsync());
    }

    private static async Task<string> SendAsync(Uri server, IEnumerable<byte[]> pieces)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, cancel);
        foreach (var piece in pieces)
        {
            await client.GetStream().WriteAsync(piece, cancel);
            await Task.Delay(5, cancel); // A packet of its own.
        }

        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancel);
    }
}
