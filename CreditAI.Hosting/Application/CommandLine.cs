using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>The switches of an AppHost's command line and the configuration keys behind them.</summary>
internal static class CommandLine
{
    public const string OperationKey = "AppHost:Operation";
    public const string PublisherKey = "Publishing:Publisher";
    public const string StepKey = "Pipeline:Step";
    public const string OutputPathKey = "Pipeline:OutputPath";
    public const string LogLevelKey = "Pipeline:LogLevel";

    public static readonly IReadOnlyDictionary<string, string> Switches = new Dictionary<string, string>
    {
        ["--operation"] = OperationKey,
        ["--publisher"] = PublisherKey,
        ["--step"] = StepKey,
        ["--output-path"] = OutputPathKey,
        ["--log-level"] = LogLevelKey,
    };

    /// <returns>Null where the command line does not say.</returns>
    /// <exception cref="DistributedApplicationException">There is no such level.</exception>
    public static LogLevel? LogLevelOf(IConfiguration configuration) => configuration[LogLevelKey] switch
    {
        null => null,
        var name when Enum.TryParse<LogLevel>(name, ignoreCase: true, out var level) => level,
        var name => throw new DistributedApplicationException($"There is no log level '{name}'; give one of {string.Join(", ", Enum.GetNames<LogLevel>())}."),
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
