using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

internal static class ParameterValues
{
    public static Func<ParameterDefault?, string> FromConfiguration(IConfiguration configuration, string name, string? key = null) => @default =>
    {
        key ??= $"Parameters:{name}";

        // Many shells cannot name a variable with a hyphen.
        return configuration[key]
            ?? configuration[key.Replace('-', '_')]
            ?? @default?.GetDefaultValue()
            ?? throw new MissingParameterValueException(
                $"The resource '{name}' has no value: set the configuration key '{key}' in user secrets, in appsettings.json, " +
                $"as environment variable {key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')} or on the command line as --{key}=value.");
    };

    public static UserSecretsParameterDefault Persisted(IDistributedApplicationBuilder builder, string name, ParameterDefault @default) =>
        new(UserSecretsStore.For(builder.AppHostAssembly), $"Parameters:{name}", @default);
}
