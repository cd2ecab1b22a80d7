using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpressionBuilder
{
    private readonly ImmutableArray<ExpressionSegment>.Builder _segments;

    public ReferenceExpressionBuilder()
        : this(4)
    {
    }

    internal ReferenceExpressionBuilder(int capacity) => _segments = ImmutableArray.CreateBuilder<ExpressionSegment>(capacity);

    public bool IsEmpty => _segments.Count == 0;

    /// <summary>The compiler appends the parts to this builder before the call.</summary>
#pragma warning disable CA1822 // an instance method, so that the handler gets the instance
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler) => _ = handler;
#pragma warning restore CA1822

    public void AppendLiteral(string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        // Neighbouring literals become one, so that equal expressions have equal formats however they were built.
        if (_segments.Count > 0 && _segments[^1].Literal is { } last)
        {
            _segments[^1] = ExpressionSegment.Text(last + value);
        }
        else
        {
            _segments.Add(ExpressionSegment.Text(value));
        }
    }

    public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

    public void AppendFormatted(string? value, string? format = null) => AppendLiteral(ExpressionSegment.Format(value ?? "", format));

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, null);

    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider
    {
        ArgumentNullException.ThrowIfNull(valueProvider);
        if (valueProvider is not ReferenceExpression { IsConditional: false } nested)
        {
            _segments.Add(ExpressionSegment.Value(valueProvider, format));
            return;
        }

        foreach (var segment in nested.Segments)
        {
            if (segment.Provider is null)
            {
                AppendFormatted(segment.Literal, format);
            }
            else
            {
                _segments.Add(segment with { StringFormat = segment.StringFormat ?? format });
            }
        }
    }

    public ReferenceExpression Build() => new(_segments.ToImmutable());
}
