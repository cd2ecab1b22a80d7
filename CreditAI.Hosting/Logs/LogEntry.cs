using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <param name="Timestamp">UTC; null where the line came without one.</param>
internal sealed record LogEntry(DateTime? Timestamp, string Content, bool IsErrorMessage)
{
    public string Text => Timestamp is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'} {Content}")
        : Content;
}
