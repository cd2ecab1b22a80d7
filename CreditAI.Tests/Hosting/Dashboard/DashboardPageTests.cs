using Aspire.Hosting;
using Aspire.Hosting.Dashboard;
using CreditAI.Tests.Hosting.Dcp;
using CreditAI.Tests.Servers;
using CreditAI.Tests.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace CreditAI.Tests.Hosting.Dashboard;

/// <summary>What a user sees of a running application, in a real browser on the real dashboard.</summary>
public sealed class DashboardPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_shows_resources_logs_and_telemetry_and_its_buttons_work()
    {
        await RealBundle.GetAsync();
        await using var browser = await Browser.StartAsync();
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DashboardApplicationName = "Sample.AppHost" });
        builder.Configuration["ASPNETCORE_URLS"] = "";
        var parent = builder.AddExecutable("parent", "/bin/sh", ".", "-c", "echo good morning; exec sleep 600");
        builder.AddExecutable("child", "/bin/sh", ".", "-c", "exit 3").WithParentRelationship(parent);
        builder.AddExecutable("later", "/bin/sleep", ".", "600").WithExplicitStart();
        await using var app = builder.Build();
        await app.StartAsync(Cancel);

        var page = await browser.OpenAsync();
        var login = await app.Services.GetRequiredService<DashboardAddress>().GetLoginAsync(Cancel);
        await LoginAsync(page, login);

        await page.GetByText("Sample", new() { Exact = true }).First.WaitForAsync();
        await Row(page, "parent").GetByText("Running").WaitForAsync();
        await Row(page, "child").GetByText("Finished").WaitForAsync();
        await Row(page, "later").GetByText("Not started").WaitForAsync();

        // The first button of a row that has not started is the command that starts it.
        await Row(page, "later").Locator("fluent-button").First.ClickAsync();
        await Row(page, "later").GetByText("Running").WaitForAsync();

        await page.GotoAsync(new Uri(login, "/consolelogs/resource/parent").ToString());
        await page.GetByText("good morning").WaitForAsync();

        await SendTelemetryAsync(builder);
        await page.GotoAsync(new Uri(login, "/structuredlogs").ToString());
        await page.GetByText("Item 7 was asked for").First.WaitForAsync();
        await page.GotoAsync(new Uri(login, "/traces").ToString());
        // Named after its first span: the request of this test's own client, in the service's process.
        await page.Locator("tr", new() { HasText = "scoring-api: GET" }).First.WaitForAsync();
        await page.GotoAsync(new Uri(login, "/metrics/resource/scoring-api").ToString());
        await page.GetByText("http.server.request.duration").First.WaitForAsync();
    }

    /// <summary>The dashboard listens a moment after the orchestrator has started it.</summary>
    private static async Task LoginAsync(IPage page, Uri login)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await page.GotoAsync(login.ToString());
                return;
            }
            catch (PlaywrightException) when (attempt < 60)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancel);
            }
        }
    }

    private static ILocator Row(IPage page, string resource) =>
        page.Locator("tr.resource-row", new() { Has = page.GetByText(resource, new() { Exact = true }) }).First;

    /// <summary>A service with our defaults, told where to send as the orchestrator tells its projects.</summary>
    private static async Task SendTelemetryAsync(IDistributedApplicationBuilder builder)
    {
        await using var service = await TestService.StartAsync(
            app => app.MapGet("/items/{id}", (int id, ILogger<DashboardPageTests> log) => log.LogWarning("Item {Id} was asked for", id)),
            settings: new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"],
                ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={builder.Configuration["AppHost:OtlpApiKey"]}",
                ["OTEL_SERVICE_NAME"] = "scoring-api",
                ["Logging:OpenTelemetry:LogLevel:CreditAI.Tests"] = "Warning",
            });
        await service.Client.GetAsync("/items/7", Cancel);
        await service.App.StopAsync(Cancel);
    }
}
