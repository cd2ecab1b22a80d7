using System.Diagnostics;
using CreditAI.Tests.FairnessWorker;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ServiceDefaults;

/// <summary>A service's program asked with --probe, as an image's health check asks it.</summary>
public sealed class HealthProbeTests(PostgresServer postgres)
{
    [Fact]
    public async Task Probe_ServiceIsReady_EndsWith0AndWithout1()
    {
        await using var worker = FairnessWorkerHost.Start(await postgres.CreateDatabaseAsync());
        using var client = worker.CreateClient();

        await ScoringApi.ScoringApiHost.UntilAsync(async () => await ProbeAsync(client.BaseAddress!.Port) == 0);

        Assert.Equal(1, await ProbeAsync(FreePort.Next()));
    }

    private static async Task<int> ProbeAsync(int port)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CreditAI.FairnessWorker.dll"), "--probe"])
        {
            Environment = { ["HTTP_PORTS"] = $"{port}" },
            RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
