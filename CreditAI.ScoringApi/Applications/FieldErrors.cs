namespace CreditAI.ScoringApi.Applications;

/// <summary>What is wrong with a request, field by field; the first hundred fields, so that an answer stays readable.</summary>
internal sealed class FieldErrors
{
    private const int MaxFields = 100;
    private const int MaxNameLength = 128;

    private Dictionary<string, string[]>? _errors; // Made for the first fault: most requests have none.

    public bool Any => _errors is not null;

    public IDictionary<string, string[]> ByField => Errors;

    private Dictionary<string, string[]> Errors => _errors ??= new(StringComparer.Ordinal);

    /// <param name="field">The path of the field, such as features.income.</param>
    /// <param name="message">What is wrong and what would be right, to be read after the field's name.</param>
    public void Add(string field, string message)
    {
        var name = field.Length > MaxNameLength ? string.Concat(field.AsSpan(0, MaxNameLength), "…") : field;
        if (Errors.TryGetValue(name, out var messages))
        {
            if (!messages.Contains(message))
            {
                Errors[name] = [.. messages, message];
            }
        }
        else if (Errors.Count < MaxFields)
        {
            Errors.Add(name, [message]);
        }
    }
}
