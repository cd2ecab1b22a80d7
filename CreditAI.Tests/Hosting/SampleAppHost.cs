using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Tests.Hosting;

/// <summary>An AppHost named AppHost in a directory of its own, with a web project Api beside it.</summary>
internal sealed class SampleAppHost : IDisposable
{
    public SampleAppHost()
    {
        Root = Directory.CreateTempSubdirectory("creditai-apphost-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, "AppHost"));
        Write("Api/Api.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        Write("Api/Properties/launchSettings.json", """
            {
              // the profile that `dotnet run` takes
              "profiles": {
                "docker": { "commandName": "Docker" },
                "http": {
                  "commandName": "Project",
                  "applicationUrl": "http://localhost:5123",
                  "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" },
                },
                "both": { "commandName": "Project", "applicationUrl": "https://localhost:7123;http://localhost:5124;http://localhost:5125" }
              }
            }
            """);
    }

    public string Root { get; }

    public string Api => Path.Combine(Root, "Api", "Api.csproj");

    public string Manifest => Path.Combine(Root, "manifest.json");

    public IDistributedApplicationBuilder Run(params string[] args) => Builder([.. args]);

    public IDistributedApplicationBuilder Publish(params string[] args) => Builder(["--publisher", "manifest", "--output-path", Manifest, .. args]);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>The environment variables a resource gets, as real hosts get them.</summary>
    public static async Task<Dictionary<string, string>> VariablesAsync(IResourceBuilder<IResourceWithEnvironment> resource)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(resource.Resource).WithEnvironmentVariablesConfig()
            .BuildAsync(resource.ApplicationBuilder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(configuration.Exception);
        return configuration.EnvironmentVariables.ToDictionary(v => v.Key, v => v.Value);
    }

    public static void Allocate(IResource resource, string endpoint, int port, string? targetPort = null)
    {
        var annotation = resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == endpoint);
        annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, "localhost", port, targetPort);
    }

    private IDistributedApplicationBuilder Builder(string[] args) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = ["--applicationName", "AppHost", .. args],
        AssemblyName = "CreditAI.Hosting",
        ProjectDirectory = Path.Combine(Root, "AppHost"),
        ProjectName = "AppHost.csproj",
        DisableDashboard = true,
    });

    private void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
