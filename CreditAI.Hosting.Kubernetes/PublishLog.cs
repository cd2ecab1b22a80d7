using Microsoft.Extensions.Logging;

namespace CreditAI.Hosting.Kubernetes;

internal static partial class PublishLog
{
    [LoggerMessage(7001, LogLevel.Information, "Published {Files} files to {Directory}")]
    public static partial void Written(ILogger log, int files, string directory);
}
