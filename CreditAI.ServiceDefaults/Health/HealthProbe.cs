using System.Globalization;

namespace CreditAI.ServiceDefaults.Health;

/// <summary>A service's program asked with --probe asks the service beside it whether it is ready: an image without a shell has nothing else to ask by.</summary>
public static class HealthProbe
{
    private const string Argument = "--probe";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static bool IsAsked(string[] args) => args is [Argument];

    /// <summary>Asks <c>/health/ready</c> on the first of HTTP_PORTS, or 8080.</summary>
    /// <returns>The exit code: 0 where it is ready, else 1.</returns>
    public static async Task<int> RunAsync()
    {
        var ports = Environment.GetEnvironmentVariable("HTTP_PORTS") ?? Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS") ?? "8080";
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports.Split(';')[0]}/health/ready")));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
