using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CreditAI.Tests.ServiceDefaults;

public sealed class RequestLimitTests
{
    [Fact]
    public async Task HeadersOneByteAtATime_AreCutOff()
    {
        await using var service = await StartAsync(new() { ["RequestLimits:HeadersTimeout"] = "00:00:01" });
        using var slow = await ConnectAsync(service);
        await slow.SendAsync("POST /body HTTP/1.1\r\nHost: x\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        var answer = ReadAllAsync(slow);
        for (var i = 0; i < 300 && !answer.IsCompleted; i++)
        {
            try
            {
                await slow.SendAsync("X"u8.ToArray(), TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                break; // closed by the server
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Contains("408", await answer.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodySlowerThanTheLimit_IsCutOff()
    {
        await using var service = await StartAsync(new() { ["RequestLimits:MinBodyBytesPerSecond"] = "1000", ["RequestLimits:BodyGrace"] = "00:00:02" });
        using var slow = await ConnectAsync(service);
        await slow.SendAsync("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Contains("408", await ReadAllAsync(slow).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 5000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n")]
    public async Task BodyBeyondTheLimit_Is413(string framing)
    {
        await using var service = await StartAsync(new() { ["RequestLimits:MaxBodyBytes"] = "4096" });
        using var client = await ConnectAsync(service);
        await client.SendAsync(Encoding.ASCII.GetBytes("POST /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + framing), TestContext.Current.CancellationToken);
        if (framing.StartsWith("Transfer", StringComparison.Ordinal))
        {
            await client.SendAsync(Encoding.ASCII.GetBytes($"1388\r\n{new string('x', 5000)}\r\n"), TestContext.Current.CancellationToken);
        }

        Assert.StartsWith("HTTP/1.1 413", await ReadAllAsync(client).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadersBeyondTheLimits_Are431()
    {
        await using var service = await StartAsync(new() { ["RequestLimits:MaxHeaders"] = "20", ["RequestLimits:MaxHeaderBytes"] = "4096" });

        foreach (var headers in new[] { string.Concat(Enumerable.Range(0, 30).Select(i => $"X-{i}: 1\r\n")), $"X-Long: {new string('x', 5000)}\r\n" })
        {
            using var client = await ConnectAsync(service);
            await client.SendAsync(Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: x\r\n{headers}\r\n"), TestContext.Current.CancellationToken);
            Assert.StartsWith("HTTP/1.1 431", await ReadAllAsync(client).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RequestsInFlightBeyondTheLimit_Are503AtOnceAndProbesGoOn()
    {
        var release = new TaskCompletionSource();
        await using var service = await StartAsync(new() { ["RequestLimits:MaxRequestsInFlight"] = "2" }, release.Task);
        var waiting = new[] { service.Client.GetAsync("/wait"), service.Client.GetAsync("/wait") };
        await ScoringApi.ScoringApiHost.UntilAsync(async () =>
        {
            // One of the two may itself have been the third, beside a look.
            for (var i = 0; i < waiting.Length; i++)
            {
                waiting[i] = waiting[i].IsCompleted ? service.Client.GetAsync("/wait") : waiting[i];
            }

            return (await service.Client.GetAsync("/quick")).StatusCode == HttpStatusCode.ServiceUnavailable;
        });

        var refused = await service.Client.GetAsync("/quick", TestContext.Current.CancellationToken);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);

        release.SetResult();
        Assert.All(await Task.WhenAll(waiting), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/quick", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("MaxBodyBytes", "0")]
    [InlineData("HeadersTimeout", "00:00:00")]
    [InlineData("MaxRequestsInFlight", "0")]
    public async Task Start_ALimitThatIsNone_IsRefused(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(new() { [$"RequestLimits:{name}"] = value }));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    private static Task<TestService> StartAsync(Dictionary<string, string?> settings, Task? until = null) => TestService.StartAsync(
        app =>
        {
            app.MapPost("/body", async (HttpRequest request) =>
            {
                using var reader = new StreamReader(request.Body);
                return (await reader.ReadToEndAsync()).Length;
            });
            app.MapGet("/wait", () => until ?? Task.CompletedTask);
            app.MapGet("/quick", () => "quick");
        },
        settings: settings);

    private static async Task<Socket> ConnectAsync(TestService service)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, service.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<string> ReadAllAsync(Socket socket)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var read)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Reset by the server after its answer.
        }

        return text.ToString();
    }
}
