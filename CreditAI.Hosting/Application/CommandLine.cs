using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The switches of an AppHost's command line and the configuration keys behind them.</summary>
internal static class CommandLine
{
    public const string OperationKey = "AppHost:Operation";
    public const string PublisherKey = "Publishing:Publisher";
    public const string StepKey = "Pipeline:Step";
    public const string OutputPathKey = "Pipeline:OutputPath";

    public static readonly IReadOnlyDictionary<string, string> Switches = new Dictionary<string, string>
    {
        ["--operation"] = OperationKey,
        ["--publisher"] = PublisherKey,
        ["--step"] = StepKey,
        ["--output-path"] = OutputPathKey,
        ["--log-level"] = "Pipeline:LogLevel",
        ["--clear-cache"] = "Pipeline:ClearCache",
    };

    /// <exception cref="DistributedApplicationException">The operation or the publisher is none that there is.</exception>
    public static DistributedApplicationExecutionContextOptions ExecutionContextOf(IConfiguration configuration)
    {
        var publisher = configuration[PublisherKey];
        if (publisher is not (null or "manifest"))
        {
            throw new DistributedApplicationException($"There is no publisher '{publisher}'; give --publisher manifest, or --operation publish and --step.");
        }

        var operation = configuration[OperationKey]?.ToUpperInvariant() switch
        {
            null => publisher is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
            "RUN" => DistributedApplicationOperation.Run,
            "PUBLISH" => DistributedApplicationOperation.Publish,
            _ => throw new DistributedApplicationException($"There is no operation '{configuration[OperationKey]}'; give --operation run or publish."),
        };
        return publisher is null ? new(operation) : new(operation, publisher);
    }
}
