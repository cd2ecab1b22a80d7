using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// What the values in a manifest refer to besides the model's own resources: parameters that the model does not list,
/// parameters in a format (percent-encoded), and conditional expressions; each becomes an entry of the manifest.
/// </summary>
internal sealed class ManifestReferences
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(ParameterResource Parameter, string Format), string> _formatted = [];
    private readonly List<ReferenceExpression> _conditionals = [];
    private readonly HashSet<object> _visiting = [];

    public List<IResource> Resources { get; } = [];

    public void Reserve(string name) => _names.Add(name);

    public void Add(object? value)
    {
        if (value is null || !_visiting.Add(value))
        {
            return;
        }

        if (value is IResource resource && !Resources.Contains(resource))
        {
            Resources.Add(resource);
            Reserve(resource.Name);
        }

        if (value is ReferenceExpression expression)
        {
            Register(expression);
        }

        // A resource in the list brings its own references when it is written.
        if (value is IValueWithReferences references and not IResource)
        {
            foreach (var reference in references.References)
            {
                Add(reference);
            }
        }

        _visiting.Remove(value);
    }

    /// <summary>The text of a value, with formatted parameters by the names of their entries.</summary>
    public string Text(object? source, string processed) => source is ReferenceExpression { IsConditional: false } expression
        ? string.Concat(expression.Segments.Select(s => s is { Provider: ParameterResource parameter, StringFormat: { Length: > 0 } format }
            ? $"{{{FormattedName(parameter, format)}.value}}"
            : s.ManifestExpression))
        : processed;

    public void WriteFormatted(Utf8JsonWriter writer, ParameterResource parameter)
    {
        foreach (var ((_, format), name) in _formatted.Where(f => f.Key.Parameter == parameter))
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", "annotated.string");
            writer.WriteString("value", parameter.ValueExpression);
            writer.WriteString("filter", format);
            writer.WriteEndObject();
        }
    }

    public void WriteConditionals(ManifestPublishingContext context)
    {
        foreach (var conditional in _conditionals)
        {
            // What the condition will be where the application is deployed is what the model says of it now.
            var holds = string.Equals(Now(conditional.Condition!), conditional.MatchValue, StringComparison.OrdinalIgnoreCase);
            var branch = holds ? conditional.WhenTrue! : conditional.WhenFalse!;
            context.Writer.WriteStartObject(conditional.Name!);
            context.Writer.WriteString("type", "value.v0");
            context.Writer.WriteString("connectionString", Text(branch, branch.ValueExpression));
            context.Writer.WriteEndObject();
        }
    }

    private static string? Now(IValueProvider condition) => condition switch
    {
        EndpointReferenceExpression { Property: EndpointProperty.TlsEnabled or EndpointProperty.Scheme } or ReferenceExpression or ParameterResource =>
            condition.GetValueAsync().AsTask().GetAwaiter().GetResult(),
        _ => throw new DistributedApplicationException($"The condition '{(condition as IManifestExpressionProvider)?.ValueExpression}' is not known when the application is published."),
    };

    private void Register(ReferenceExpression expression)
    {
        if (expression is { IsConditional: true, Name: { } name } && _names.Add(name))
        {
            _conditionals.Add(expression);
        }

        foreach (var segment in expression.Segments)
        {
            if (segment is { Provider: ParameterResource parameter, StringFormat: { Length: > 0 } format })
            {
                FormattedName(parameter, format);
            }
        }
    }

    private string FormattedName(ParameterResource parameter, string format)
    {
        if (_formatted.TryGetValue((parameter, format), out var name))
        {
            return name;
        }

        var wanted = $"{parameter.Name}-{format}-encoded";
        name = wanted;
        for (var i = 2; !_names.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{i}");
        }

        return _formatted[(parameter, format)] = name;
    }
}
