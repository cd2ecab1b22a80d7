using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Hosting.Kubernetes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize;
using CreditAI.Hosting.Kubernetes.Kustomize.Components;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Hosting.Kubernetes;

public sealed class KustomizePublisherTests : IDisposable
{
    private readonly SampleAppHost _appHost = new();

    public void Dispose() => _appHost.Dispose();

    [Fact]
    public async Task Publish_OneReferenceMore_ChangesThePoliciesAndTheEnvironmentItMustAndNothingElse()
    {
        var before = await PublishAsync(withCache: false);
        var after = await PublishAsync(withCache: true);

        Assert.Equal(before.Keys, after.Keys);
        Assert.Equal(
            ["base/api/deployment-blue.yaml", "base/api/deployment-green.yaml", "base/api/network-policy.yaml", "base/cache/network-policy.yaml"],
            after.Where(file => before[file.Key] != file.Value).Select(file => file.Key));
        Assert.Contains("value: cache-0.cache-nodes:6379,cache-1.cache-nodes:6379,cache-2.cache-nodes:6379,password=$(SECRET_CACHE_PASSWORD),configCheckSeconds=10", after["base/api/deployment-blue.yaml"], StringComparison.Ordinal);
        Assert.Contains("app.kubernetes.io/name: cache", after["base/api/network-policy.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Twice_GivesTheSameBytes() => Assert.Equal(await PublishAsync(withCache: true), await PublishAsync(withCache: true));

    [Fact]
    public async Task WriteTo_WhatIsNoMore_IsRemovedAndOthersFilesStay()
    {
        using var output = new TemporaryOutput();
        var application = await ReadAsync(withCache: true);
        KustomizePublisher.Publish(application, [], OperationsFiles.None).WriteTo(output.Path);
        var own = Path.Combine(output.Path, "base", "cache", "own.yaml");
        await File.WriteAllTextAsync(own, "kind: Mine\n", TestContext.Current.CancellationToken);

        KustomizePublisher.Publish(application with { Workloads = [.. application.Workloads.Where(workload => workload.Kind == WorkloadKind.Postgres)] }, [], OperationsFiles.None).WriteTo(output.Path);

        Assert.False(File.Exists(Path.Combine(output.Path, "base", "cache", "stateful-set.yaml")));
        Assert.True(File.Exists(own));
    }

    [Fact]
    public async Task Publish_SettingsNameAnUnknownWorkload_SaysWhichThereAre()
    {
        var settings = EnvironmentSettings.Read(RepositoryFiles.Path("deploy", "environments", "production.json"));
        var application = await ReadAsync(withCache: true);

        var exception = Assert.Throws<InvalidDataException>(() => KustomizePublisher.Publish(application, [settings], OperationsFiles.None));

        Assert.Contains("postgres, cache, store", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_EnvironmentWithEveryComponent_IsBuiltWithWhatTheyPutInThePlaceOfTheBases()
    {
        using var output = new TemporaryOutput();
        var every = AllComponents.With(OperationsFiles.None).Select(component => component.Name).ToArray();
        KustomizePublisher.Publish(await ReadAsync(withCache: true), [Production with { Components = every }], OperationsFiles.None).WriteTo(output.Path);

        var built = PublishedFiles.Parse(await Programs.RunAsync("kubectl", "kustomize", Path.Combine(output.Path, "overlays", "production"))).ToList();

        JsonObject Named(string kind, string name) => built.Single(manifest => (string)manifest["kind"]! == kind && (string)manifest["metadata"]!["name"]! == name);
        var schema = new KubernetesSchema();
        Assert.All(built.Where(manifest => !PublishedFiles.IsOfOperators(manifest)), manifest => Assert.Empty(schema.Faults(manifest)));
        Assert.DoesNotContain(built, manifest => (string)manifest["kind"]! == "Ingress");
        Assert.DoesNotContain(built, manifest => (string)manifest["kind"]! == "StatefulSet" && (string)manifest["metadata"]!["name"]! != "cache");
        Assert.Equal(Production.Host, (string)Named("HTTPRoute", "api")["spec"]!["hostnames"]![0]!);
        Assert.Equal("500Gi", (string)Named("Cluster", "postgres")["spec"]!["storage"]!["size"]!);
        Assert.Equal("primary", (string)Named("Service", "postgres")["spec"]!["selector"]!["cnpg.io/instanceRole"]!);
        Assert.Equal("ambient", (string)Named("Namespace", "creditai-production")["metadata"]!["labels"]!["istio.io/dataplane-mode"]!);
        var variables = Named("Deployment", "api-blue")["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray();
        Assert.Equal("store-connection", (string)variables.Single(variable => (string)variable!["name"]! == "STORE")!["valueFrom"]!["secretKeyRef"]!["key"]!);
        Assert.Contains(Named("ExternalSecret", "creditai-secrets")["spec"]!["data"]!.AsArray(), item => (string)item!["secretKey"]! == "store-connection");
        Assert.Equal(["exporter", "sentinel", "server"], Named("StatefulSet", "cache")["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(container => (string)container!["name"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("monitorings", "monitoring")]
    [InlineData("cloudnative-pg", "secretStore")]
    public async Task Publish_SettingsNameAComponentThatCannotBe_SaysWhy(string component, string says)
    {
        var settings = Production with { Components = [component], SecretStore = null };
        var application = await ReadAsync(withCache: true);

        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => KustomizePublisher.Publish(application, [settings], OperationsFiles.None)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"host\"", "\"hots\"", "hots")]
    [InlineData("\"leastReplicas\": 3", "\"leastReplicas\": \"three\"", "leastReplicas")]
    public void Read_SettingsAtFault_NamesTheFileAndTheField(string of, string by, string field)
    {
        using var output = new TemporaryOutput();
        var path = Path.Combine(output.Path, "production.json");
        File.WriteAllText(path, File.ReadAllText(RepositoryFiles.Path("deploy", "environments", "production.json")).Replace(of, by, StringComparison.Ordinal));

        var exception = Assert.Throws<InvalidDataException>(() => EnvironmentSettings.Read(path));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(field, exception.Message, StringComparison.Ordinal);
    }

    private static EnvironmentSettings Production { get; } = EnvironmentSettings.Read(RepositoryFiles.Path("deploy", "environments", "production.json")) with
    {
        Settings = new Dictionary<string, IReadOnlyDictionary<string, string>>(),
        Storage = new Dictionary<string, string> { ["postgres"] = "500Gi" },
        Replicas = new Dictionary<string, int>(),
    };

    private async Task<IReadOnlyDictionary<string, string>> PublishAsync(bool withCache) => KustomizePublisher.Publish(await ReadAsync(withCache), [], OperationsFiles.None).Files;

    private async Task<PublishedApplication> ReadAsync(bool withCache)
    {
        var builder = _appHost.Publish();
        var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("creditai");
        var cache = builder.AddRedis("cache").WithDataVolume();
        var store = builder.AddContainer("store", "minio/minio", "1").WithHttpEndpoint(targetPort: 9000);
        var api = builder.AddProject("api", _appHost.Api).WithReference(database).WithEnvironment("STORE", store.GetEndpoint("http")).WithExternalHttpEndpoints().WithSlots();
        builder.AddProject("worker", _appHost.Api).WithReference(database);
        if (withCache)
        {
            api.WithReference(cache);
        }

        return await ApplicationReader.ReadAsync(new DistributedApplicationModel(builder.Resources), builder.ExecutionContext, TestContext.Current.CancellationToken);
    }
}
