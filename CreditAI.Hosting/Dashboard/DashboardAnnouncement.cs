using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Says where to log in, once the dashboard answers: an address that does not work yet is no help.</summary>
internal sealed partial class DashboardAnnouncement(
    DashboardAddress address,
    TimeProvider time,
    ILogger<DistributedApplication> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await AnnounceAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application ended, or failed to start, before the dashboard was there; its own message says why.
        }
    }

    private async Task AnnounceAsync(CancellationToken stoppingToken)
    {
        var url = await address.GetAsync(stoppingToken).ConfigureAwait(false);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
        while (!await AnswersAsync(client, url, stoppingToken).ConfigureAwait(false))
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(false);
        }

        LogListening(logger, url);
        LogLogin(logger, await address.GetLoginAsync(stoppingToken).ConfigureAwait(false));
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (int)answer.StatusCode < 500;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Now listening on: {Url}")]
    private static partial void LogListening(ILogger logger, Uri url);

    [LoggerMessage(2, LogLevel.Information, "Login to the dashboard at {Url}")]
    private static partial void LogLogin(ILogger logger, Uri url);
}
