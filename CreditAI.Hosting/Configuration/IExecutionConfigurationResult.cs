namespace Aspire.Hosting.ApplicationModel;

public interface IExecutionConfigurationResult
{
    /// <summary>What the resource refers to in its arguments and variables.</summary>
    IEnumerable<object> References { get; }

    IEnumerable<(string Value, bool IsSensitive)> Arguments { get; }

    IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed { get; }

    IEnumerable<KeyValuePair<string, string>> EnvironmentVariables { get; }

    IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed { get; }

    /// <summary>What went wrong with the values that are missing from the lists; null if nothing did.</summary>
    Exception? Exception { get; }
}
