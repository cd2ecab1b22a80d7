namespace CreditAI.ScoringApi.Applications;

/// <summary>What is wrong with a request, field by field; the first hundred fields, so that an answer stays readable.</summary>
internal sealed class FieldErrors
{
    private const int MaxFields = 100;
    private const int MaxNameLength = 128;

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public IDictionary<string, string[]> ByField => _errors;

    /// <param name="field">The path of the field, such as features.income.</param>
    /// <param name="message">What is wrong and what would be right, to be read after the field's name.</param>
    public void Add(string field, string message)
    {
        var name = field.Length > MaxNameLength ? string.Concat(field.AsSpan(0, MaxNameLength), "…") : field;
        if (_errors.TryGetValue(name, out var messages))
        {
            if (!messages.Contains(message))
            {
                _errors[name] = [.. messages, message];
            }
        }
        else if (_errors.Count < MaxFields)
        {
            _errors.Add(name, [message]);
        }
    }
}
