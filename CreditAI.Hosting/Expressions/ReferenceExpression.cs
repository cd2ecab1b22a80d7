using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Text with holes that resources fill: resolved when the application runs, written as <c>{resource.property}</c> when it is published.
/// </summary>
[DebuggerDisplay("{ValueExpression}")]
public partial class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    public static readonly ReferenceExpression Empty = new(ImmutableArray<ExpressionSegment>.Empty);

    internal ReferenceExpression(ImmutableArray<ExpressionSegment> segments)
    {
        Segments = segments;
        var holes = segments.Where(s => s.Provider is not null).ToArray();
        ValueProviders = [.. holes.Select(s => s.Provider!)];
        ManifestExpressions = [.. holes.Select(s => s.ManifestExpression)];
        StringFormats = [.. holes.Select(s => s.StringFormat)];
        Format = FormatOf(segments);
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        Segments = [];
        Condition = condition;
        MatchValue = matchValue;
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
        ValueProviders = [.. whenTrue.ValueProviders, .. whenFalse.ValueProviders];
        ManifestExpressions = [];
        StringFormats = [];
        Format = "";
        Name = ConditionalName.Of(condition, matchValue, whenTrue, whenFalse);
    }

    /// <summary>The text in composite format: literals with doubled braces and {0}, {1}, ... for the providers.</summary>
    public string Format { get; }

    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    public IReadOnlyList<string> ManifestExpressions { get; }

    public IReadOnlyList<string?> StringFormats { get; }

    public bool IsConditional => Condition is not null;

    public IValueProvider? Condition { get; }

    public string? MatchValue { get; }

    public ReferenceExpression? WhenTrue { get; }

    public ReferenceExpression? WhenFalse { get; }

    public string ValueExpression => IsConditional
        ? $"{{{Name}.connectionString}}"
        : string.Concat(Segments.Select(s => s.ManifestExpression));

    IEnumerable<object> IValueWithReferences.References => IsConditional
        ? [Condition!, WhenTrue!, WhenFalse!]
        : ValueProviders;

    /// <summary>The manifest's name for a conditional expression; null for any other.</summary>
    internal string? Name { get; }

    internal ImmutableArray<ExpressionSegment> Segments { get; }

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    /// <summary>The value of <paramref name="whenTrue"/> where <paramref name="condition"/> resolves to <paramref name="matchValue"/> (case aside), else the other.</summary>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(matchValue);
        return new(condition, matchValue, whenTrue, whenFalse);
    }

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (IsConditional)
        {
            var condition = await Condition!.GetValueAsync(context, cancellationToken);
            var branch = string.Equals(condition, MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;
            return await branch.GetValueAsync(context, cancellationToken);
        }

        if (Segments.IsEmpty)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var segment in Segments)
        {
            text.Append(segment.Provider is null
                ? segment.Literal
                : ExpressionSegment.Format(await segment.Provider.GetValueAsync(context, cancellationToken) ?? "", segment.StringFormat));
        }

        return text.ToString();
    }

    private static string FormatOf(ImmutableArray<ExpressionSegment> segments)
    {
        var index = 0;
        return string.Concat(segments.Select(s => s.Provider is null
            ? s.Literal!.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
            : string.Create(CultureInfo.InvariantCulture, $"{{{index++}}}")));
    }
}
