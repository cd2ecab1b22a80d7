namespace Aspire.Hosting.ApplicationModel;

/// <param name="LineNumber">Counts from 1 within the resource.</param>
/// <param name="Content">The line; an RFC 3339 timestamp and a space stand before it where the time is known.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
