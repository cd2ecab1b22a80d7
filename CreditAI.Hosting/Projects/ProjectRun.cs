using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>How a project runs on this machine: as its launch profile says, listening on the ports the orchestrator gives.</summary>
internal static class ProjectRun
{
    public static void AddTo(IResourceBuilder<ProjectResource> builder, (string Name, LaunchProfile Profile)? launch)
    {
        builder.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
        builder.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");
        builder.WithEnvironment(AspNetCoreUrls);
        if (launch is not (var name, var profile))
        {
            return;
        }

        AddEndpoints(builder, profile);
        builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", name);
            foreach (var (variable, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }

    private static void AspNetCoreUrls(EnvironmentCallbackContext context)
    {
        var endpoints = ((ProjectResource)context.Resource).GetEndpoints().Where(e => e.IsHttp || e.IsHttps).ToArray();
        if (endpoints.Length == 0)
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            urls.AppendLiteral(urls.IsEmpty ? "" : ";");
            urls.AppendLiteral($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:");
            urls.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        context.EnvironmentVariables["ASPNETCORE_URLS"] = urls.Build();
    }

    private static void AddEndpoints(IResourceBuilder<ProjectResource> builder, LaunchProfile profile)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (!Uri.TryCreate(text.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal), UriKind.Absolute, out var url))
            {
                throw new DistributedApplicationException($"The launch profile of resource '{builder.Resource.Name}' has an applicationUrl that is no address: '{text}'.");
            }

            // As `dotnet run` has it, the first of a scheme bears the scheme's name, the next ones a number besides.
            var count = seen[url.Scheme] = seen.GetValueOrDefault(url.Scheme) + 1;
            var name = count == 1 ? url.Scheme : string.Create(CultureInfo.InvariantCulture, $"{url.Scheme}{count}");
            builder.WithEndpoint(name, endpoint =>
            {
                endpoint.Port = url.Port;
                endpoint.UriScheme = url.Scheme;
                endpoint.FromLaunchProfile = true;
            });
        }
    }
}
