namespace Aspire.Hosting.ApplicationModel;

public interface IManifestExpressionProvider
{
    /// <summary>How the manifest names the value, as in <c>{api-key.value}</c>.</summary>
    string ValueExpression { get; }
}
