using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize;

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
            ["base/api/deployment.yaml", "base/api/network-policy.yaml", "base/cache/network-policy.yaml"],
            after.Where(file => before[file.Key] != file.Value).Select(file => file.Key));
        Assert.Contains("value: cache:6379,password=$(SECRET_CACHE_PASSWORD)", after["base/api/deployment.yaml"], StringComparison.Ordinal);
        Assert.Contains("app.kubernetes.io/name: cache", after["base/api/network-policy.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_Twice_GivesTheSameBytes() => Assert.Equal(await PublishAsync(withCache: true), await PublishAsync(withCache: true));

    [Fact]
    public async Task WriteTo_WhatIsNoMore_IsRemovedAndOthersFilesStay()
    {
        using var output = new TemporaryOutput();
        var application = await ReadAsync(withCache: true);
        KustomizePublisher.Publish(application, []).WriteTo(output.Path);
        var own = Path.Combine(output.Path, "base", "cache", "own.yaml");
        await File.WriteAllTextAsync(own, "kind: Mine\n", TestContext.Current.CancellationToken);

        KustomizePublisher.Publish(application with { Workloads = [.. application.Workloads.Where(workload => workload.Kind == WorkloadKind.Postgres)] }, []).WriteTo(output.Path);

        Assert.False(File.Exists(Path.Combine(output.Path, "base", "cache", "stateful-set.yaml")));
        Assert.True(File.Exists(own));
    }

    [Fact]
    public async Task Publish_SettingsNameAnUnknownWorkload_SaysWhichThereAre()
    {
        var settings = EnvironmentSettings.Read(RepositoryFiles.Path("deploy", "environments", "production.json"));
        var application = await ReadAsync(withCache: true);

        var exception = Assert.Throws<InvalidDataException>(() => KustomizePublisher.Publish(application, [settings]));

        Assert.Contains("postgres, cache, api", exception.Message, StringComparison.Ordinal);
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

    private async Task<IReadOnlyDictionary<string, string>> PublishAsync(bool withCache) => KustomizePublisher.Publish(await ReadAsync(withCache), []).Files;

    private async Task<PublishedApplication> ReadAsync(bool withCache)
    {
        var builder = _appHost.Publish();
        var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("creditai");
        var cache = builder.AddRedis("cache").WithDataVolume();
        var api = builder.AddProject("api", _appHost.Api).WithReference(database);
        if (withCache)
        {
            api.WithReference(cache);
        }

        return await ApplicationReader.ReadAsync(new DistributedApplicationModel(builder.Resources), builder.ExecutionContext, TestContext.Current.CancellationToken);
    }
}
