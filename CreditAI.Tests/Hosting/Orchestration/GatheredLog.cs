using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CreditAI.Tests.Hosting.Orchestration;

/// <summary>The application's own log, as its terminal shows it.</summary>
internal sealed class GatheredLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<string> Errors => _lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Text);

    /// <summary>The first error that contains the text.</summary>
    public async Task<string> ErrorAsync(string containing, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(TimeSpan.FromSeconds(30));
        string? found;
        while ((found = Errors.FirstOrDefault(error => error.Contains(containing, StringComparison.Ordinal))) is null)
        {
            await Task.Delay(20, enough.Token);
        }

        return found;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue((logLevel, formatter(state, exception)));

    public void Dispose()
    {
        // Nothing is held.
    }
}
