using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class ConfigurationValueResolver(DistributedApplicationExecutionContext executionContext, IResource caller)
{
    /// <summary>True where a value is or is made of a secret parameter, so that it must not be shown.</summary>
    public static bool IsSecret(object value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        ReferenceExpression { IsConditional: false } expression => expression.ValueProviders.Any(IsSecret),
        ConnectionStringReference reference => IsSecret(reference.Resource.ConnectionStringExpression),
        IResourceWithConnectionString resource => IsSecret(resource.ConnectionStringExpression),
        IValueWithReferences references => references.References.Any(r => r is not IResourceWithEndpoints && IsSecret(r)),
        _ => false,
    };

    public async ValueTask<string?> ResolveAsync(object value, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IManifestExpressionProvider manifest when executionContext.IsPublishMode => manifest.ValueExpression,
        IValueProvider provider => await provider.GetValueAsync(
            new ValueProviderContext { ExecutionContext = executionContext, Caller = caller }, cancellationToken),
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new DistributedApplicationException(
            $"The resource '{caller.Name}' has a value of type '{value.GetType().Name}' among its arguments or environment variables, which cannot be turned into text."),
    };
}
