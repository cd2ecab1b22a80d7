using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Tests.AppHost;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Tests.Hosting.Kubernetes;

/// <summary>What the manifests give the services, beside what the running application gives them.</summary>
public sealed class PublishedEnvironmentTests(RunningApplication application)
{
    // Where each runs is told only there: the namespace in a cluster, PostgreSQL's programs on a developer's machine (an image has them).
    private static readonly string[] OfTheClusterAlone = ["Backup__Kubernetes"];
    private static readonly string[] OfARunAlone = ["Drill__Binaries", "Backup__Drill"];

    [Theory]
    [InlineData("scoring-api", "deployment-blue")]
    [InlineData("scoring-api", "deployment-green")]
    [InlineData("fairness-worker", "deployment")]
    [InlineData("backup-worker", "deployment")]
    public async Task Variables_OfAService_AreThoseOfTheRunningOne(string service, string manifest)
    {
        var published = Published(service, manifest).Where(IsOurs).Except(OfTheClusterAlone).Order(StringComparer.Ordinal);
        var run = (await RunAsync(service)).Where(IsOurs).Except(OfARunAlone).Order(StringComparer.Ordinal);

        Assert.Equal(run, published);
    }

    [Theory]
    [InlineData("scoring-api", "deployment-blue")]
    [InlineData("fairness-worker", "deployment")]
    [InlineData("backup-worker", "deployment")]
    public void Port_OfAService_IsTheOneItIsToldToListenOn(string service, string manifest)
    {
        var container = Container(service, manifest);

        Assert.Contains("HTTP_PORTS=8080", File.ReadAllLines(Path.Combine(PublishedFiles.Root, "base", service, "settings.env")));
        Assert.Equal(8080, (long)container["ports"]!.AsArray().Single()!["containerPort"]!);
    }

    // Sections of configuration; the rest is the framework's, and differs by where it runs.
    private static bool IsOurs(string name) => name == "ApiKey" || (name.Contains("__", StringComparison.Ordinal) && !name.StartsWith("services__", StringComparison.Ordinal) && !name.StartsWith("LOGGING__", StringComparison.Ordinal));

    private static JsonObject Container(string service, string manifest)
        => PublishedFiles.Parse(File.ReadAllText(Path.Combine(PublishedFiles.Root, "base", service, $"{manifest}.yaml"))).Single()["spec"]!["template"]!["spec"]!["containers"]![0]!.AsObject();

    private static IEnumerable<string> Published(string service, string manifest)
        => Container(service, manifest)["env"]!.AsArray().Select(variable => (string)variable!["name"]!).Where(name => !name.StartsWith("SECRET_", StringComparison.Ordinal))
            .Concat(File.ReadAllLines(Path.Combine(PublishedFiles.Root, "base", service, "settings.env")).Select(line => line.Split('=')[0]));

    private async Task<IEnumerable<string>> RunAsync(string service)
    {
        var notifications = (await application.StartAsync()).Services.GetRequiredService<ResourceNotificationService>();
        var running = await notifications.WaitForResourceAsync(service, seen => seen.Snapshot.EnvironmentVariables.Length > 0, TestContext.Current.CancellationToken);
        return running.Snapshot.EnvironmentVariables.Select(variable => variable.Name);
    }
}
