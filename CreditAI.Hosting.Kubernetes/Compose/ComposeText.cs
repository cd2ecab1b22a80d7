using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>Values as Compose has them: addresses are services' names, secrets are variables that must be set.</summary>
internal static class ComposeText
{
    public static string Of(PublishedValue value, PublishedApplication application)
        => Escaped(value).Text(endpoint => Address(endpoint, application), Secret);

    public static string Secret(string name) => $"${{{Variable(name)}:?see secrets.env.example}}";

    public static string Variable(string secret) => secret.Replace('-', '_').ToUpperInvariant();

    // A dollar of the model's own is the shell's, not Compose's.
    private static PublishedValue Escaped(PublishedValue value)
        => new([.. value.Parts.Select(part => part is LiteralPart literal ? new LiteralPart(literal.Text.Replace("$", "$$", StringComparison.Ordinal)) : part)]);

    private static string Address(EndpointPart part, PublishedApplication application)
    {
        var endpoint = application[part.Workload].Endpoints.First(endpoint => endpoint.Name == part.Endpoint);
        return endpoint.Text(part.Property, part.Workload, endpoint.TargetPort); // Containers of a project reach each other's own ports.
    }
}
