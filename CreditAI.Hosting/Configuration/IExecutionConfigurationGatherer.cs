using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public interface IExecutionConfigurationGatherer
{
    ValueTask GatherAsync(
        IExecutionConfigurationGathererContext context,
        IResource resource,
        ILogger resourceLogger,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken = default);
}
