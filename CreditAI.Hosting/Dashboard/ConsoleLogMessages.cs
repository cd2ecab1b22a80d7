using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;

namespace Aspire.Hosting.Dashboard;

internal static class ConsoleLogMessages
{
    /// <summary>The dashboard takes messages of 4 MB at most, and a character may need three bytes.</summary>
    private const int LargestText = 1024 * 1024;

    public static IEnumerable<WatchResourceConsoleLogsUpdate> Of(IReadOnlyList<LogLine> lines)
    {
        var update = new WatchResourceConsoleLogsUpdate();
        var length = 0;
        foreach (var line in lines)
        {
            var text = line.Content.Length > LargestText ? line.Content[..LargestText] : line.Content;
            if (length > 0 && length + text.Length > LargestText)
            {
                yield return update;
                update = new WatchResourceConsoleLogsUpdate();
                length = 0;
            }

            update.LogLines.Add(new ConsoleLogLine { LineNumber = line.LineNumber, Text = text, IsStdErr = line.IsErrorMessage });
            length += text.Length;
        }

        if (update.LogLines.Count > 0)
        {
            yield return update;
        }
    }
}
