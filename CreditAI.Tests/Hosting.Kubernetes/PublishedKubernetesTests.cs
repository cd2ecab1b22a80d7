using System.Text.Json.Nodes;
using CreditAI.ServiceDefaults;
using CreditAI.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace CreditAI.Tests.Hosting.Kubernetes;

/// <summary>What is committed below deploy/kubernetes: that it is what the application model publishes, and that a cluster takes it.</summary>
public sealed class PublishedKubernetesTests
{
    [Fact]
    public async Task Committed_IsWhatTheApplicationModelPublishes()
    {
        using var output = new TemporaryOutput();
        await PublishAsync(output.Path);

        string[] published = [.. Files(output.Path)];
        Assert.Equal(published, Files(PublishedFiles.Root).Where(path => Path.GetFileName(path) != "secrets.env"));
        foreach (var path in published)
        {
            Assert.True(
                File.ReadAllText(Path.Combine(output.Path, path)) == File.ReadAllText(Path.Combine(PublishedFiles.Root, path)),
                $"deploy/kubernetes/{path} is stale: dotnet run --project CreditAI.AppHost -- --operation publish --step publish --output-path deploy/kubernetes");
        }
    }

    [Fact]
    public void Objects_EveryOne_IsStrictlyOfItsKind()
    {
        var schema = new KubernetesSchema();

        Assert.NotEmpty(PublishedFiles.Objects());
        Assert.All(PublishedFiles.Objects().Where(item => !PublishedFiles.IsOfOperators(item.Manifest)), item => Assert.Empty(schema.Faults(item.Manifest)));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":"80"}]}}""", "is no integer")]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"selectors":{}}}""", "selectors is unknown")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"template":{}}}""", "selector is missing")]
    [InlineData("""{"apiVersion":"apps/v1beta1","kind":"Deployment","metadata":{"name":"a"}}""", "unknown kind")]
    [InlineData("""{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"a"},"spec":{"limits":[{"type":"Container","max":{"memory":"many"}}]}}""", "is no quantity")]
    public void Schema_WhatDoesNotFit_IsRefused(string manifest, string fault)
        => Assert.Contains(new KubernetesSchema().Faults(JsonNode.Parse(manifest)!.AsObject()), found => found.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Pods_EveryOne_IsRestrictedAsPodSecurityWantsIt()
    {
        var specs = PublishedFiles.Objects().SelectMany(item => PublishedFiles.PodSpecs(item.Manifest).Select(spec => (item.Path, Spec: spec))).ToList();
        Assert.True(specs.Count >= 9, $"{specs.Count} pod templates");
        Assert.All(specs, item => AssertRestricted(item.Path, item.Spec));
    }

    [Fact]
    public void Secrets_NoValue_IsBelowDeploy()
    {
        Assert.DoesNotContain(PublishedFiles.Objects(), item => (string)item.Manifest["kind"]! == "Secret");
        foreach (var line in File.ReadAllLines(Path.Combine(PublishedFiles.Root, "overlays", "development", "secrets.env.example")).Where(line => line[0] != '#'))
        {
            Assert.EndsWith("=", line, StringComparison.Ordinal);
        }

        var named = PublishedFiles.Objects().SelectMany(item => PublishedFiles.PodSpecs(item.Manifest)).SelectMany(Containers).SelectMany(container => container["env"] as JsonArray ?? [])
            .Where(variable => IsSecret((string)variable!["name"]!)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, variable => Assert.NotNull(variable!["valueFrom"]!["secretKeyRef"]));
    }

    [Fact]
    public void Tokens_AreMountedOnlyForTheOneThatReadsTheNamespace()
        => Assert.Equal(
            ["base/backup-worker/deployment.yaml"],
            PublishedFiles.Objects().Where(item => PublishedFiles.PodSpecs(item.Manifest).Any(spec => (bool)spec["automountServiceAccountToken"]!)).Select(item => item.Path));

    [Theory]
    [InlineData("development")]
    [InlineData("staging")]
    [InlineData("production")]
    public async Task Overlay_Built_IsOneNamespaceOfStrictObjectsThatReferToWhatIsThere(string environment)
    {
        using var output = new TemporaryOutput();
        Copy(PublishedFiles.Root, output.Path);
        File.Copy(Path.Combine(output.Path, "overlays", "development", "secrets.env.example"), Path.Combine(output.Path, "overlays", "development", "secrets.env"), overwrite: true);

        var built = PublishedFiles.Parse(await Programs.RunAsync("kubectl", "kustomize", Path.Combine(output.Path, "overlays", environment))).ToList();

        var schema = new KubernetesSchema();
        Assert.All(built.Where(manifest => !PublishedFiles.IsOfOperators(manifest)), manifest => Assert.Empty(schema.Faults(manifest)));
        Assert.All(
            built.Where(manifest => (string)manifest["kind"]! is not ("Namespace" or "PriorityClass")), manifest => Assert.Equal($"creditai-{environment}", (string)manifest["metadata"]!["namespace"]!));
        var maps = built.Where(manifest => (string)manifest["kind"]! == "ConfigMap").Select(manifest => (string)manifest["metadata"]!["name"]!).ToHashSet();
        var used = built.SelectMany(PublishedFiles.PodSpecs).SelectMany(Containers).SelectMany(container => container["envFrom"] as JsonArray ?? []).Select(source => (string)source!["configMapRef"]!["name"]!).ToList();
        Assert.NotEmpty(used);
        Assert.All(built.SelectMany(PublishedFiles.PodSpecs), spec => AssertRestricted(environment, spec));
        Assert.All(used, name => Assert.Contains(name, maps));
        Assert.Equal($"creditai-{environment}", (string)built.Single(manifest => (string)manifest["kind"]! == "RoleBinding")["subjects"]![0]!["namespace"]!);
        Assert.All(
            new[] { "enforce", "audit", "warn" },
            mode => Assert.Equal("restricted", (string)built.Single(manifest => (string)manifest["kind"]! == "Namespace")["metadata"]!["labels"]![$"pod-security.kubernetes.io/{mode}"]!));
    }

    [Theory]
    [InlineData("cloudnative-pg")]
    [InlineData("external-storage")]
    [InlineData("gateway-api")]
    [InlineData("istio")]
    public async Task Component_OnTopOfAnEnvironment_IsBuilt(string component)
    {
        using var output = new TemporaryOutput();
        Copy(PublishedFiles.Root, output.Path);
        var folder = Directory.CreateDirectory(Path.Combine(output.Path, "overlays", "tried")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "kustomization.yaml"),
            $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: creditai-production\nresources: [../production]\ncomponents: [../../components/{component}]\n",
            TestContext.Current.CancellationToken);

        var built = PublishedFiles.Parse(await Programs.RunAsync("kubectl", "kustomize", folder)).ToList();

        var schema = new KubernetesSchema();
        Assert.All(built.Where(manifest => !PublishedFiles.IsOfOperators(manifest)), manifest => Assert.Empty(schema.Faults(manifest)));
    }

    [Fact]
    public async Task Probes_AndMetrics_AreAnsweredByTheServices()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults();
        await using var service = builder.Build();
        service.MapDefaultEndpoints();
        await service.StartAsync(TestContext.Current.CancellationToken);
        using var client = service.GetTestClient();

        var paths = PublishedFiles.Objects().SelectMany(item => PublishedFiles.PodSpecs(item.Manifest)).SelectMany(Containers).Where(container => ((string)container["image"]!).StartsWith("creditai/", StringComparison.Ordinal))
            .SelectMany(container => new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(probe => (string?)container[probe]?["httpGet"]?["path"]))
            .Concat(PublishedFiles.Objects().Where(item => (string)item.Manifest["kind"]! == "ServiceMonitor").Select(item => (string?)item.Manifest["spec"]!["endpoints"]![0]!["path"]))
            .OfType<string>().Distinct().ToList();

        Assert.Equal(["/health/live", "/health/ready", "/health/startup", "/metrics"], paths.Order(StringComparer.Ordinal));
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public void Metrics_OfEachPod_AreReadOnceAndUnderTheWorkloadsName()
    {
        var services = PublishedFiles.Objects().Where(item => (string)item.Manifest["kind"]! == "Service").Select(item => item.Manifest).ToList();
        var pods = PublishedFiles.Objects().SelectMany(item => PublishedFiles.Templates(item.Manifest)).Select(template => template["metadata"]!["labels"]!.AsObject()).ToList();
        foreach (var monitor in PublishedFiles.Objects().Where(item => (string)item.Manifest["kind"]! == "ServiceMonitor").Select(item => item.Manifest))
        {
            var read = services.Where(service => Holds(monitor["spec"]!["selector"]!["matchLabels"]!, service["metadata"]!["labels"]!)).ToList();
            Assert.NotEmpty(read);
            Assert.All(pods.Where(pod => (string)pod["app.kubernetes.io/name"]! == (string)monitor["metadata"]!["name"]!), pod => Assert.Single(read, service => Holds(service["spec"]!["selector"]!, pod)));
        }
    }

    private static void AssertRestricted(string path, JsonObject spec)
    {
        Assert.True((bool)spec["securityContext"]!["runAsNonRoot"]!, path);
        Assert.Equal("RuntimeDefault", (string)spec["securityContext"]!["seccompProfile"]!["type"]!);
        Assert.NotEqual(0, (long)spec["securityContext"]!["runAsUser"]!);
        Assert.All(new[] { "hostNetwork", "hostPID", "hostIPC" }, name => Assert.False(spec.ContainsKey(name)));
        Assert.All(spec["volumes"]!.AsArray(), volume => Assert.Contains(volume!.AsObject().Single(field => field.Key != "name").Key, (string[])["emptyDir", "ephemeral", "configMap", "secret", "projected", "persistentVolumeClaim"]));
        Assert.All(Containers(spec), container =>
        {
            var security = container["securityContext"]!;
            Assert.False((bool)security["allowPrivilegeEscalation"]!);
            Assert.True((bool)security["readOnlyRootFilesystem"]!);
            Assert.Equal("""["ALL"]""", security["capabilities"]!["drop"]!.ToJsonString());
            Assert.Null(security["capabilities"]!["add"]);
            Assert.NotNull(container["resources"]!["requests"]!["cpu"]);
            Assert.NotNull(container["resources"]!["limits"]!["memory"]);
        });
    }

    private static bool Holds(JsonNode selector, JsonNode labels) => selector.AsObject().All(label => (string?)labels[label.Key] == (string?)label.Value);

    private static bool IsSecret(string variable) => variable.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) || variable is "ApiKey" or "Keys__Master" || variable.StartsWith("Backup__Regions__", StringComparison.Ordinal);

    private static IEnumerable<JsonObject> Containers(JsonObject spec)
        => spec["containers"]!.AsArray().Concat(spec["initContainers"] as JsonArray ?? []).Select(container => container!.AsObject());

    private static async Task PublishAsync(string output)
        => await Programs.RunAsync("dotnet", RepositoryFiles.Path("artifacts", "bin", "CreditAI.AppHost", "debug", "CreditAI.AppHost.dll"), "--operation", "publish", "--step", "publish", "--output-path", output);

    private static IEnumerable<string> Files(string directory)
        => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(directory, path)).Order(StringComparer.Ordinal);

    private static void Copy(string from, string to)
    {
        foreach (var path in Files(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, path))!);
            File.Copy(Path.Combine(from, path), Path.Combine(to, path));
        }
    }
}
