using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

internal static partial class ManifestLog
{
    [LoggerMessage(1, LogLevel.Information, "Published manifest to: {File}")]
    public static partial void Written(ILogger logger, string file);
}
