namespace Aspire.Hosting.ApplicationModel;

public interface IExecutionConfigurationGathererContext
{
    List<object> Arguments { get; }

    Dictionary<string, object> EnvironmentVariables { get; }
}
