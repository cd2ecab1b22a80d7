using System.Text;

namespace CreditAI.Hosting.Kubernetes.Application;

/// <summary>Text whose parts are known only where it is published to: addresses of other workloads, and secrets.</summary>
internal sealed record PublishedValue(IReadOnlyList<ValuePart> Parts)
{
    public IEnumerable<string> Secrets => Parts.OfType<SecretPart>().Select(part => part.Parameter).Distinct(StringComparer.Ordinal);

    public IEnumerable<EndpointPart> Endpoints => Parts.OfType<EndpointPart>();

    /// <summary>Whether it needs a secret in another form than it is kept in, which no platform gives.</summary>
    public bool NeedsEncoding => Parts.OfType<SecretPart>().Any(part => part.Format is { Length: > 0 });

    public string Text(Func<EndpointPart, string> address, Func<string, string> secret)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(part switch
            {
                LiteralPart literal => literal.Text,
                EndpointPart endpoint => address(endpoint),
                SecretPart hidden => secret(hidden.Parameter),
                _ => throw new InvalidOperationException($"{part.GetType().Name} is no part of a value."),
            });
        }

        return text.ToString();
    }
}
