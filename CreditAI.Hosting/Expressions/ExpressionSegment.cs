namespace Aspire.Hosting.ApplicationModel;

/// <summary>One stretch of a reference expression: literal text, or a provider with the format its value takes.</summary>
internal readonly record struct ExpressionSegment(string? Literal, IValueProvider? Provider, string? StringFormat)
{
    public static ExpressionSegment Text(string literal) => new(literal, null, null);

    public static ExpressionSegment Value(IValueProvider provider, string? format) => new(null, provider, format);

    public string ManifestExpression => Provider is IManifestExpressionProvider manifest
        ? manifest.ValueExpression
        : Literal ?? throw new InvalidOperationException($"'{Provider?.GetType().Name}' has no manifest expression.");

    /// <summary>The one format there is: <c>uri</c>, percent-encoding as in RFC 3986.</summary>
    public static string Format(string value, string? format) => format switch
    {
        null or "" => value,
        "uri" => Uri.EscapeDataString(value),
        _ => throw new FormatException($"'{format}' is not a format of reference expressions; 'uri' is the only one."),
    };
}
