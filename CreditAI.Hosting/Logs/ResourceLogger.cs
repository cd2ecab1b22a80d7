using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class ResourceLogger(Action<LogEntry> write, Func<DateTime> utcNow) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception);
        var time = utcNow();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            write(new(time, line, logLevel >= LogLevel.Error));
        }
    }
}
