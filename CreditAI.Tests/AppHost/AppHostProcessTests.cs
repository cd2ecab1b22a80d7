using System.Text.Json;
using CreditAI.Tests.Servers;
using Microsoft.Playwright;

namespace CreditAI.Tests.AppHost;

/// <summary>The first command of the README, as a user sees it.</summary>
public sealed class AppHostProcessTests
{
    private static readonly TimeSpan s_firstStart = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task FirstStart_InABrowser_ShowsEveryResourceRunningOrFinishedAndTheApiDecides()
    {
        RequireLinux();
        await using var host = AppHostProcess.Start();
        var login = await host.WaitForOutputAsync(AppHostProcess.LoginLine, s_firstStart);
        var api = await host.WaitForOutputAsync(AppHostProcess.WelcomeLine, s_firstStart);

        using var client = new HttpClient { DefaultRequestHeaders = { { "X-Api-Key", "process-tests-only-0123456789" } } };
        using var answer = await client.PostAsync($"{api}/v1/decisions", ApplicationTests.Example(), TestContext.Current.CancellationToken);
        using var decision = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(decision.RootElement.TryGetProperty("decision", out _), decision.RootElement.ToString());

        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync();
        await page.SetViewportSizeAsync(1500, 880);
        await page.GotoAsync(login);
        foreach (var running in new[] { "postgres", "cache", "scoring-api", "fairness-worker" })
        {
            var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = running }).Filter(new() { HasText = "Running" }).First;
            await row.WaitForAsync(new() { Timeout = 60_000 });
        }

        Assert.Equal(0, await page.GetByText("Unhealthy").CountAsync());
        Assert.Equal(0, await page.GetByText("FailedToStart").CountAsync());
        if (Environment.GetEnvironmentVariable("CREDITAI_SCREENSHOT") is { Length: > 0 } picture)
        {
            // The README's picture, without the arguments, which hold paths of the machine.
            await page.AddStyleTagAsync(new() { Content = ".subtext { visibility: hidden }" });
            await page.ScreenshotAsync(new() { Path = picture });
        }
    }

    [Fact]
    public async Task Kill9_WhileEverythingRuns_LeavesNoProcessOfItsOwn()
    {
        RequireLinux();
        await using var host = AppHostProcess.Start();
        await host.WaitForOutputAsync(AppHostProcess.WelcomeLine, s_firstStart);
        host.Kill();
        await NothingIsLeftAsync(host);
    }

    [Fact]
    public async Task Sigterm_WhileEverythingRuns_EndsCleanlyAndLeavesNoProcessOfItsOwn()
    {
        RequireLinux();
        await using var host = AppHostProcess.Start();
        await host.WaitForOutputAsync(AppHostProcess.WelcomeLine, s_firstStart);
        host.Terminate();
        Assert.Equal(0, await host.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        await NothingIsLeftAsync(host);
    }

    private static async Task NothingIsLeftAsync(AppHostProcess host)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        IReadOnlyList<int> left;
        while ((left = host.OwnProcesses()).Count > 0)
        {
            Assert.False(timeout.IsCancellationRequested, $"still there after 20 s: {string.Join(", ", left.Select(Describe))}");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static string Describe(int process)
    {
        try
        {
            return $"{process} {File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ')}";
        }
        catch (IOException)
        {
            return $"{process} (gone)";
        }
    }

    private static void RequireLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("processes are counted in /proc, which only Linux has");
        }
    }
}
