using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp.Model;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Evaluates what a resource's callbacks and references say its arguments and environment are.</summary>
internal sealed class InstanceConfigurationBuilder(DistributedApplicationExecutionContext executionContext)
{
    /// <exception cref="DistributedApplicationException">A value could not be had; the message names the resource and why.</exception>
    public async Task<InstanceConfiguration> BuildAsync(IResource resource, ILogger logger, CancellationToken cancellationToken)
    {
        var result = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(executionContext, logger, cancellationToken).ConfigureAwait(false);
        if (result.Exception is { } problem)
        {
            throw new DistributedApplicationException($"The arguments and environment of resource '{resource.Name}' cannot be made: {problem.Message}", problem);
        }

        return new(
            [.. result.Arguments.Select(argument => new InstanceArgument(argument.Value, argument.IsSensitive))],
            [.. result.EnvironmentVariables.Select(variable => new EnvVar(variable.Key, variable.Value))]);
    }
}
