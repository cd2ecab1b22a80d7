using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Orchestration;

/// <summary>The annotations by which DCP, templates in the environment and the dashboard read an object.</summary>
internal static class InstanceAnnotations
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions ReadableCamelCase = new(Readable) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <param name="instance">Whose object it is.</param>
    /// <param name="arguments">The resource's own arguments.</param>
    /// <param name="offset">How many arguments stand before them on the command line.</param>
    public static Dictionary<string, string> Common(ResourceInstance instance, IReadOnlyList<InstanceArgument> arguments, int offset)
    {
        var annotations = new Dictionary<string, string>
        {
            [DcpAnnotations.ResourceName] = instance.Resource.Name,
            [DcpAnnotations.OtelServiceName] = instance.Resource.Name,
            [DcpAnnotations.OtelServiceInstanceId] = instance.DcpName.Suffix,
            [DcpAnnotations.ResourceAppArgs] = JsonSerializer.Serialize(
                arguments.Select((argument, index) => new { Argument = argument.Value, argument.IsSensitive, EffectiveArgumentIndex = offset + index }), Readable),
        };
        var producers = Producers(instance.Resource);
        if (producers.Count > 0)
        {
            annotations[DcpAnnotations.ServiceProducer] = ServiceProducers(producers);
        }

        return annotations;
    }

    public static string ServiceProducers(IEnumerable<ServiceProducer> producers) => JsonSerializer.Serialize(producers, ReadableCamelCase);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static List<ServiceProducer> Producers(IResource resource)
        => [.. resource.Annotations.OfType<ServiceAnnotation>().Select(service => new ServiceProducer(service.ServiceName, "localhost", service.Endpoint.TargetPort))];
}
