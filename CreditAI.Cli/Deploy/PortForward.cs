using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CreditAI.Backups.Drills;

namespace CreditAI.Cli.Deploy;

/// <summary>A service of the cluster under an address of this machine.</summary>
internal sealed partial class PortForward : IAsyncDisposable
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private PortForward(Process process, Uri address) => (_process, Address) = (process, address);

    private Uri Address { get; }

    /// <param name="apiKey">Sent with every request; null for none.</param>
    public HttpClient CreateClient(string? apiKey)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = Answer };
        if (apiKey is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", apiKey);
        }

        return client;
    }

    public static async Task<PortForward> OpenAsync(Process process, string target, CancellationToken cancellationToken)
    {
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                if (Told().Match(line) is { Success: true } told)
                {
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // It says a line for every connection.
                    return new PortForward(process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{told.Groups[1].ValueSpan}")));
                }
            }

            throw new DeploymentException($"{target} cannot be reached: {(await error).Trim()}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await EndAsync(process);
            throw new DeploymentException($"{target} was not reached within {Patience.TotalSeconds:0} s");
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(Process process)
    {
        await process.EndAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"Forwarding from 127\.0\.0\.1:(\d+)")]
    private static partial Regex Told();
}
