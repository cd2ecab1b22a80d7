using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.Cli.Deploy;

/// <summary>What the pods of a slot answer, over real HTTP.</summary>
internal sealed class SlotService : IAsyncDisposable
{
    private readonly WebApplication _service;

    private SlotService(WebApplication service) => _service = service;

    public int Port => new Uri(_service.Urls.First()).Port;

    /// <summary>Every so many requests fail; 0 for none.</summary>
    public int FailsEvery { get; set; }

    public TimeSpan Takes { get; set; }

    /// <summary>Points that applicants of the second postcode lose.</summary>
    public double Bias { get; set; }

    public int CriticalFindings { get; set; }

    /// <summary>Beside those that were long before.</summary>
    public int UsersAnswered { get; set; }

    public int UsersFailed { get; set; }

    public bool MetricsHang { get; set; }

    public int Scored { get; private set; }

    /// <summary>What was told for the audit log.</summary>
    public List<JsonElement> Recorded { get; } = [];

    public static async Task<SlotService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var slot = new SlotService(app);
        app.Use((context, next) =>
        {
            context.Response.StatusCode = context.Request.Path == "/metrics" || context.Request.Headers["X-Api-Key"] == FakeCluster.ApiKey ? 200 : 401;
            return context.Response.StatusCode == 200 ? next() : Task.CompletedTask;
        });
        app.MapPost("/v1/scores", (Delegate)slot.ScoreAsync);
        app.MapPost("/v1/deployments", (JsonElement body) =>
        {
            slot.Recorded.Add(body);
            return Results.Created();
        });
        app.MapGet("/metrics", async () => slot.MetricsHang ? await HangAsync() : $$"""
            # TYPE http_server_request_duration_seconds histogram
            http_server_request_duration_seconds_count{http_route="/v1/decisions",http_response_status_code="201"} {{1000 + slot.UsersAnswered}}
            http_server_request_duration_seconds_count{http_route="/v1/decisions",http_response_status_code="503"} {{500 + slot.UsersFailed}}

            """);
        app.MapGet("/v1/policy", () => Results.Json(new { policy = new { cutOffs = new { approveAt = 500.0, declineBelow = 400.0 } } }));
        app.MapGet("/v1/fairness/findings", () => Results.Json(new { findings = Enumerable.Range(0, slot.CriticalFindings).Select(_ => new { severity = "critical" }).Append(new { severity = "warning" }) }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return slot;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static async Task<string> HangAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return "";
    }

    private async Task<IResult> ScoreAsync(HttpContext context)
    {
        await Task.Delay(Takes);
        using var application = await JsonDocument.ParseAsync(context.Request.Body);
        var features = application.RootElement.GetProperty("features");
        return FailsEvery > 0 && ++Scored % FailsEvery == 0
            ? Results.Problem("The model cannot be read.", statusCode: 500)
            : Results.Json(new { points = features.GetProperty("income").GetDouble() / 100 - (features.GetProperty("postcode").GetString() == "b" ? Bias : 0) });
    }
}
