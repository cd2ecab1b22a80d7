using System.Diagnostics;
using CreditAI.Tests.Ledger;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.ScoringApi;

/// <summary>The service's real executable, which can be killed.</summary>
internal sealed class ScoringApiProcess : IDisposable
{
    private readonly Process _process;

    private ScoringApiProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        Client.DefaultRequestHeaders.Add("X-Api-Key", ScoringApiHost.Key);
    }

    public HttpClient Client { get; }

    public static async Task<ScoringApiProcess> StartAsync(string database, string objects)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = Process.Start(new ProcessStartInfo("dotnet", [RepositoryFiles.Path("artifacts", "bin", "CreditAI.ScoringApi", configuration, "CreditAI.ScoringApi.dll")])
        {
            Environment =
            {
                ["ApiKey"] = ScoringApiHost.Key,
                ["Keys__Master"] = LedgerHost.MasterKey,
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["ConnectionStrings__creditai"] = database,
                ["ConnectionStrings__storage"] = $"Directory={objects}",
                ["Logging__LogLevel__Default"] = "None",
                ["Checkpoints__Every"] = "00:00:01",
            },
        })!;
        var service = new ScoringApiProcess(process, address);
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(120));
            while (!await service.IsReadyAsync(timeout.Token))
            {
                Assert.False(process.HasExited, "the service ended while it started");
                await Task.Delay(50, timeout.Token);
            }

            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>As kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync("/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // It did not answer in the client's time.
        }
    }
}
