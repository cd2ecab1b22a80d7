using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.FairnessWorker.Alerting;

/// <summary>A server on a real socket that keeps what is posted to it.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _refusals;

    private AlertReceiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<(string Path, string Body, HeaderDictionary Headers)> Posts { get; } = [];

    /// <param name="refusals">So many posts are answered with 503 first.</param>
    public static async Task<AlertReceiver> StartAsync(int refusals = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new AlertReceiver(builder.Build()) { _refusals = refusals };
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public JsonNode[] At(string path) => [.. Posts.Where(post => post.Path == path).Select(post => JsonNode.Parse(post.Body)!)];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("not now");
            return;
        }

        Posts.Enqueue((context.Request.Path, body, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
