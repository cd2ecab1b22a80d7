using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class VolumeNameGenerator
{
    /// <summary>application-hash-resource-suffix: the hash keeps two AppHosts on one machine from sharing data.</summary>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        var valid = suffix.Length > 0 && char.IsAsciiLetterOrDigit(suffix[0]) && suffix.All(IsAllowed);
        if (!valid)
        {
            throw new ArgumentException($"The suffix '{suffix}' may hold only ASCII letters, digits, '_', '.' and '-', and must start with a letter or digit.", nameof(suffix));
        }

        var application = builder.ApplicationBuilder.Environment.ApplicationName.ToLowerInvariant();
        var hash = builder.ApplicationBuilder.Configuration["AppHost:Sha256"]![..10].ToLowerInvariant();
        return $"{string.Concat(application.Select(c => IsAllowed(c) ? c : '_'))}-{hash}-{builder.Resource.Name}-{suffix}";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';
}
