using System.Net;
using System.Text.Json.Nodes;
using CreditAI.Backups;
using CreditAI.Backups.Objects;
using CreditAI.Backups.Objects.Kubernetes;
using CreditAI.Backups.Regions;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;

namespace CreditAI.Tests.Backups.Objects.Kubernetes;

public sealed class KubernetesObjectsTests : IAsyncLifetime
{
    private const string Core = "/api/v1/namespaces/lender/";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("creditai-namespace-");
    private NamespaceServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await NamespaceServer.StartAsync();
        for (var number = 1; number <= 5; number++)
        {
            _server.Add(Core + "configmaps", $$$"""{"metadata":{"name":"settings-{{{number}}}","namespace":"lender","uid":"u","resourceVersion":"7","managedFields":[{}]},"data":{"a":"{{{number}}}"}}""");
        }

        _server.Add(Core + "configmaps", """{"metadata":{"name":"kube-root-ca.crt"}}""");
        _server.Add(Core + "secrets", """{"metadata":{"name":"master-key"},"type":"Opaque","data":{"key":"c2VjcmV0LXZhbHVl"}}""");
        _server.Add(Core + "secrets", """{"metadata":{"name":"token"},"type":"kubernetes.io/service-account-token"}""");
        _server.Add(Core + "services", """{"metadata":{"name":"scoring-api"},"spec":{"clusterIP":"10.1.2.3","clusterIPs":["10.1.2.3"],"ports":[{"port":80}]},"status":{}}""");
        _server.Add(Core + "services", """{"metadata":{"name":"postgres"},"spec":{"clusterIP":"None"}}""");
        _server.Add(Core + "pods", """{"metadata":{"name":"scoring-api-1"}}""");
        _server.Add("/apis/apps/v1/namespaces/lender/deployments", """{"metadata":{"name":"scoring-api"},"spec":{"replicas":3},"status":{"replicas":3}}""");
        _server.Add("/apis/apps/v1/namespaces/lender/deployments", """{"metadata":{"name":"made","ownerReferences":[{"kind":"Cluster"}]}}""");
    }

    [Fact]
    public async Task Copy_OfANamespace_RestoresWhatCanBeAppliedAgainAndNothingElse()
    {
        using var objects = new KubernetesObjects(_server.Account, TimeProvider.System);
        var copy = Copy();
        await copy.RunAsync(objects, TestContext.Current.CancellationToken);
        await _server.RenewAsync("second");
        Assert.Equal(0, await copy.RunAsync(objects, TestContext.Current.CancellationToken));

        var target = Path.Combine(_root.FullName, "restored");
        await copy.RestoreAsync(target, null, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "apps/v1/deployments/scoring-api.json", "v1/configmaps/settings-1.json", "v1/configmaps/settings-2.json", "v1/configmaps/settings-3.json", "v1/configmaps/settings-4.json",
                "v1/configmaps/settings-5.json", "v1/secrets/master-key.json", "v1/services/postgres.json", "v1/services/scoring-api.json",
            ],
            Directory.GetFiles(target, "*.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(target, path)).Order(StringComparer.Ordinal));
        Same("""{"metadata":{"name":"settings-3","namespace":"lender"},"data":{"a":"3"},"apiVersion":"v1","kind":"ConfigMap"}""", target, "v1/configmaps/settings-3.json");
        Same("""{"metadata":{"name":"scoring-api"},"spec":{"ports":[{"port":80}]},"apiVersion":"v1","kind":"Service"}""", target, "v1/services/scoring-api.json");
        Same("""{"metadata":{"name":"postgres"},"spec":{"clusterIP":"None"},"apiVersion":"v1","kind":"Service"}""", target, "v1/services/postgres.json");
        Same("""{"metadata":{"name":"scoring-api"},"spec":{"replicas":3},"apiVersion":"apps/v1","kind":"Deployment"}""", target, "apps/v1/deployments/scoring-api.json");
    }

    [Fact]
    public async Task Copy_OfSecrets_LeavesNoneInClear()
    {
        using var objects = new KubernetesObjects(_server.Account, TimeProvider.System);
        await Copy().RunAsync(objects, TestContext.Current.CancellationToken);

        foreach (var file in Directory.GetFiles(Path.Combine(_root.FullName, "north"), "*", SearchOption.AllDirectories))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain("c2VjcmV0", text, StringComparison.Ordinal);
            Assert.DoesNotContain("master-key", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Copy_KindIsNotGranted_CopiesTheOthersAndSaysWhich()
    {
        _server.Fails[Core + "secrets"] = HttpStatusCode.Forbidden;
        using var objects = new KubernetesObjects(_server.Account, TimeProvider.System);

        await Copy().RunAsync(objects, TestContext.Current.CancellationToken);

        Assert.Equal([Core + "secrets"], objects.Refused);
        Assert.Equal((8, 8), await Copy().RestoreAsync(Path.Combine(_root.FullName, "restored"), null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Core + "services", HttpStatusCode.InternalServerError, "answered 500")]
    [InlineData("/apis", HttpStatusCode.ServiceUnavailable, "answered 503")]
    [InlineData("/api/v1", HttpStatusCode.Forbidden, null)]
    public async Task Copy_ServerFails_TakesNoHalfForTheWhole(string path, HttpStatusCode status, string? message)
    {
        using var objects = new KubernetesObjects(_server.Account, TimeProvider.System);
        await Copy().RunAsync(objects, TestContext.Current.CancellationToken);
        _server.Fails[path] = status;
        _server.Lists["/apis/apps/v1/namespaces/lender/deployments"].Clear();

        var exception = await Assert.ThrowsAsync<BackupException>(() => Copy().RunAsync(objects, TestContext.Current.CancellationToken));

        Assert.Contains(message ?? "shows nothing of the namespace lender", exception.Message, StringComparison.Ordinal);
        Assert.Equal((9, 9), await Copy().RestoreAsync(Path.Combine(_root.FullName, "restored"), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Copy_ServerOfAnotherAuthority_IsNotSpokenTo()
    {
        await using var other = await NamespaceServer.StartAsync();
        using var objects = new KubernetesObjects(new ServiceAccount(_server.Address, other.Mounted), TimeProvider.System);

        var exception = await Assert.ThrowsAsync<BackupException>(() => Copy().RunAsync(objects, TestContext.Current.CancellationToken));

        Assert.Contains("does not answer", exception.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private ObjectCopy Copy() => new(
        new RegionSet([new Region("north", ObjectStoreFactory.Open($"Directory={Path.Combine(_root.FullName, "north")}"))]), new MasterKeys(BackupRig.Master, []), "7", TimeProvider.System, CopiedKind.Kubernetes);

    private static void Same(string expected, string directory, string file)
        => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(File.ReadAllText(Path.Combine(directory, file)))), File.ReadAllText(Path.Combine(directory, file)));
}
