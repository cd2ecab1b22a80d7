namespace Aspire.Hosting.ApplicationModel;

internal sealed class ExecutionConfigurationResult : IExecutionConfigurationResult
{
    private readonly List<(object Unprocessed, string Processed, bool IsSensitive)> _arguments = [];
    private readonly List<KeyValuePair<string, (object Unprocessed, string Processed)>> _variables = [];
    private readonly List<Exception> _faults = [];

    public IEnumerable<object> References =>
        _arguments.Select(a => a.Unprocessed).Concat(_variables.Select(v => v.Value.Unprocessed)).Where(v => v is IValueProvider);

    public IEnumerable<(string Value, bool IsSensitive)> Arguments => _arguments.Select(a => (a.Processed, a.IsSensitive));

    public IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed => _arguments;

    public IEnumerable<KeyValuePair<string, string>> EnvironmentVariables => _variables.Select(v => KeyValuePair.Create(v.Key, v.Value.Processed));

    public IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed => _variables;

    public Exception? Exception => _faults switch
    {
        [] => null,
        [var only] => only,
        _ => new AggregateException("Several values could not be resolved.", _faults),
    };

    /// <param name="name">The variable's name; null for an argument.</param>
    public async Task AddAsync(string? name, object value, ConfigurationValueResolver resolver, CancellationToken cancellationToken)
    {
        try
        {
            if (await resolver.ResolveAsync(value, cancellationToken) is not { } text)
            {
                return;
            }

            if (name is null)
            {
                _arguments.Add((value, text, ConfigurationValueResolver.IsSecret(value)));
            }
            else
            {
                _variables.Add(new(name, (value, text)));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _faults.Add(e);
        }
    }
}
