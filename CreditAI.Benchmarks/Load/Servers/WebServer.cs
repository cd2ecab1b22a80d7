namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>A server over HTTP on the servers' core.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly Child _process;

    private WebServer(Child process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public string Name => _process.Name;

    public int ProcessId => _process.Id;

    /// <param name="command">Makes the command from the address to listen on.</param>
    /// <param name="ready">A path that answers 200 once the server can be driven.</param>
    public static async Task<WebServer> StartAsync(
        string name, Guard guard, Cores cores, Func<Uri, IReadOnlyList<string>> command, IReadOnlyDictionary<string, string?> environment, string ready,
        CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var process = Child.Start(name, guard, cores.ForServer(command(address)), new Dictionary<string, string?>(environment)
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_gcServer"] = "0",
        });
        try
        {
            using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
            await process.WaitUntilAsync(cancel => AnswersAsync(client, ready, cancel), cancellationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        return new WebServer(process, address);
    }

    public void RequireRunning() => _process.RequireRunning();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> AnswersAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(path, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
