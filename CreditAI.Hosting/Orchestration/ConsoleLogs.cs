using System.Collections.Concurrent;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Carries what processes write, and why DCP could not start them, to the resources' loggers.</summary>
internal sealed partial class ConsoleLogs(ResourceLoggerService loggers, ILogger<ConsoleLogs> logger)
{
    private readonly ConcurrentDictionary<string, Task> _followed = new();

    /// <summary>Begins once per process; the streams end with it.</summary>
    public void Follow(ResourceInstance instance, string uid, DcpClient client, bool failedToStart, CancellationToken cancellationToken)
        => _followed.GetOrAdd(
            uid,
            static (_, state) => state.Self.FollowAsync(state.Instance, state.Client, state.FailedToStart, state.Token),
            (Self: this, Instance: instance, Client: client, FailedToStart: failedToStart, Token: cancellationToken));

    /// <summary>Completes when everything that the process wrote has been carried over.</summary>
    public Task UntilEndAsync(string uid) => _followed.GetValueOrDefault(uid, Task.CompletedTask);

    private Task FollowAsync(ResourceInstance instance, DcpClient client, bool failedToStart, CancellationToken cancellationToken)
        => failedToStart
            ? CopyAsync(instance, client, "system", isError: true, cancellationToken)
            : Task.WhenAll(
                CopyAsync(instance, client, "stdout", isError: false, cancellationToken),
                CopyAsync(instance, client, "stderr", isError: true, cancellationToken));

    private async Task CopyAsync(ResourceInstance instance, DcpClient client, string source, bool isError, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in instance.LogsAsync(client, source, cancellationToken).ConfigureAwait(false))
            {
                loggers.Add(instance.Name, EntryOf(line, isError));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException or DcpApiException)
        {
            // The host ends, or the object was deleted under the stream.
            LogStreamEnded(instance.Name, source, exception.Message);
        }
    }

    /// <summary>DCP puts the time before every line.</summary>
    private static LogEntry EntryOf(string line, bool isError)
        => line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end
            && DateTime.TryParse(line.AsSpan(0, end), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
                ? new(time, line[(end + 1)..], isError)
                : new(null, line, isError);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The {Source} stream of {Instance} ended: {Reason}")]
    private partial void LogStreamEnded(string instance, string source, string reason);
}
