using System.Net;
using System.Text.Json;
using CreditAI.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.Tests.ServiceDefaults;

public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_names_the_failing_check_without_its_secrets()
    {
        await using var service = await StartAsync(() => throw new InvalidOperationException("Password=hunter2"));

        var answer = await service.Client.GetAsync("/health/ready", Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var checks = JsonDocument.Parse(body).RootElement.GetProperty("checks");
        Assert.Equal("Unhealthy", checks.GetProperty("database").GetProperty("status").GetString());
        Assert.Equal("Healthy", checks.GetProperty("accepting-requests").GetProperty("status").GetString());
        Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_stays_healthy_when_only_readiness_fails()
    {
        await using var service = await StartAsync(() => HealthCheckResult.Unhealthy());

        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health/live", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Startup_stays_healthy_once_it_was()
    {
        var state = HealthCheckResult.Unhealthy();
        await using var service = await StartAsync(() => state);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync());
        state = HealthCheckResult.Healthy();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());
        state = HealthCheckResult.Unhealthy();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync() => (await service.Client.GetAsync("/health/startup", Cancel)).StatusCode;
    }

    [Fact]
    public async Task Drain_turns_readiness_off_while_requests_are_still_answered()
    {
        await using var service = await TestService.StartAsync(
            app => app.MapGet("/work", () => "done"),
            settings: new() { ["Shutdown:Drain"] = "00:00:05" });
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health/ready", Cancel)).StatusCode);

        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stop = service.App.StopAsync(impatient.Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health/ready", Cancel)).StatusCode);
        Assert.Equal("done", await service.Client.GetStringAsync("/work", Cancel));
        await impatient.CancelAsync();
        await stop;
    }

    [Fact]
    public async Task Drain_longer_than_the_time_to_be_killed_is_refused_at_start()
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => TestService.StartAsync(settings: new() { ["Shutdown:Drain"] = "00:00:30" }));

        Assert.Contains("Shutdown:Drain", error.Message, StringComparison.Ordinal);
    }

    private static Task<TestService> StartAsync(Func<HealthCheckResult> database) => TestService.StartAsync(
        configure: b => b.Services.AddHealthChecks().AddCheck("database", database, [HealthTags.Ready]));
}
