using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>How a project listens where it is deployed: on the ports that the deployment gives, behind a proxy.</summary>
internal static class ProjectPublish
{
    public static void AddTo(IResourceBuilder<ProjectResource> builder, LaunchProfile? profile)
    {
        var project = builder.Resource;
        builder.WithEnvironment(context =>
        {
            if (project.GetEndpoints().Any() && !project.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
            {
                context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            }
        });
        builder.WithEnvironment(context =>
        {
            AddPorts(context, project, "http", "HTTP_PORTS");
            AddPorts(context, project, "https", "HTTPS_PORTS");
        });

        // Only what listens locally is a web project, and gets the two endpoints the web has.
        if (profile?.ApplicationUrl is not null)
        {
            var http = EndpointOf(builder, "http");
            var https = EndpointOf(builder, "https");
            http.TargetPort = https.TargetPort = http.TargetPort ?? https.TargetPort;
        }
    }

    private static EndpointAnnotation EndpointOf(IResourceBuilder<ProjectResource> builder, string scheme)
    {
        if (builder.Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.UriScheme == scheme || e.Name == scheme) is { } existing)
        {
            return existing;
        }

        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: scheme, name: scheme);
        builder.WithAnnotation(endpoint);
        if (scheme == "https")
        {
            builder.Resource.DefaultHttpsEndpoint = endpoint;
        }

        return endpoint;
    }

    private static void AddPorts(EnvironmentCallbackContext context, ProjectResource project, string scheme, string variable)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in project.GetEndpoints().Where(e => e.Scheme == scheme && e.EndpointAnnotation != project.DefaultHttpsEndpoint))
        {
            ports.AppendLiteral(ports.IsEmpty ? "" : ";");
            ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!ports.IsEmpty)
        {
            context.EnvironmentVariables[variable] = ports.Build();
        }
    }
}
