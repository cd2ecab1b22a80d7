using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Generates a value once and keeps it in the AppHost's user secrets, so that the data it protects stays readable.</summary>
internal sealed class UserSecretsParameterDefault(UserSecretsStore? store, string key, ParameterDefault inner) : ParameterDefault
{
    private readonly Lazy<string> _value = new(() => store is null ? inner.GetDefaultValue() : store.GetOrSet(key, inner.GetDefaultValue));

    public override void WriteToManifest(ManifestPublishingContext context) => inner.WriteToManifest(context);

    public override string GetDefaultValue() => _value.Value;
}
