using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

[Experimental("ASPIREPIPELINES001")]
internal sealed partial class LoggedReportingStep(ILogger logger, string step) : IReportingStep
{
    public string Step { get; } = step;

    public void Log(LogLevel logLevel, string message) => Write(logger, logLevel, Step, message);

    public Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        Log(
            completionState switch
            {
                CompletionState.CompletedWithError => LogLevel.Error,
                CompletionState.CompletedWithWarning => LogLevel.Warning,
                _ => LogLevel.Information,
            },
            completionText);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [LoggerMessage(EventId = 1, Message = "({Step}) {Message}")]
    private static partial void Write(ILogger logger, LogLevel level, string step, string message);
}
