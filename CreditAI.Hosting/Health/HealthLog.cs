using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal static partial class HealthLog
{
    [LoggerMessage(1, LogLevel.Error, "A handler of the ready event of resource '{Resource}' failed")]
    public static partial void ReadyHandlerFailed(ILogger logger, Exception exception, string resource);
}
