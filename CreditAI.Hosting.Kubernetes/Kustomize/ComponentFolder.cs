using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>The folder of one workload in the base: one object a file.</summary>
internal sealed class ComponentFolder(ManifestTree tree, PublishedApplication application, PublishedWorkload workload)
{
    /// <summary>The volume of scripts.</summary>
    public const string Scripts = "scripts";

    private readonly List<string> _scripts = [];

    public PublishedApplication Application { get; } = application;

    public PublishedWorkload Workload { get; } = workload;

    public string Name => Workload.Name;

    private string Folder => $"base/{Name}";

    /// <param name="stage">When a deployment applies it (<see cref="Labels.Stage"/>); null with what others stand on.</param>
    /// <param name="slot">Of which slot it is a part.</param>
    public void Add(string file, string apiVersion, string kind, string name, JsonObject body, string? stage = null, string? slot = null, bool isMeasured = false)
    {
        var manifest = Labels.Object(apiVersion, kind, name, Name, body);
        foreach (var (label, value) in new[] { (Labels.Stage, stage), (Labels.Slot, slot), (Labels.Measured, isMeasured ? "true" : null) })
        {
            if (value is not null)
            {
                manifest["metadata"]!["labels"]![label] = value;
            }
        }

        tree.Add($"{Folder}/{file}.yaml", manifest);
    }

    public void Add(string file, Policy policy) => tree.Add($"{Folder}/{file}.yaml", policy);

    /// <summary>A script that the folder's pods mount by the volume of <see cref="ScriptsVolume"/>.</summary>
    public void AddScript(string file, string text)
    {
        AddText(file, text);
        _scripts.Add(file);
    }

    /// <param name="only">The one script that is mounted; null for all.</param>
    public JsonObject ScriptsVolume(string? only = null)
    {
        var map = new JsonObject { ["name"] = $"{Name}-{Scripts}" };
        if (only is not null)
        {
            map["items"] = new JsonArray(new JsonObject { ["key"] = only, ["path"] = only });
        }

        return new JsonObject { ["name"] = Scripts, ["configMap"] = map };
    }

    public void AddText(string file, string text) => tree.AddText($"{Folder}/{file}", text);

    public void AddServiceAccount()
        => Add("service-account", "v1", "ServiceAccount", Name, new JsonObject { ["automountServiceAccountToken"] = false });

    /// <param name="most">How many pods may be away for maintenance.</param>
    public void AddDisruptionBudget(JsonObject selector, int most = 1)
        => Add("disruption-budget", "policy/v1", "PodDisruptionBudget", Name, new JsonObject { ["spec"] = new JsonObject { ["maxUnavailable"] = most, ["selector"] = Labels.Match(selector) } });

    public void AddService(string file, string name, JsonObject selector, bool isHeadless = false, bool isMeasured = false, string? stage = null, string? slot = null)
    {
        var spec = new JsonObject();
        if (isHeadless)
        {
            spec["clusterIP"] = "None";
            spec["publishNotReadyAddresses"] = true;
        }

        spec["selector"] = selector;
        spec["ports"] = new JsonArray([.. Workload.Endpoints.Select(endpoint => (JsonNode)new JsonObject { ["name"] = endpoint.Name, ["port"] = endpoint.Port, ["targetPort"] = endpoint.TargetPort })]);
        Add(file, "v1", "Service", name, new JsonObject { ["spec"] = spec }, stage, slot, isMeasured);
    }

    /// <summary>Closes the folder: its kustomization, with the ConfigMap made of its settings under a name that changes with them.</summary>
    public void Close()
    {
        var settings = PodEnvironment.Settings(Workload, Application);
        var more = new JsonObject();
        if (settings.Length > 0 && Workload.Kind is WorkloadKind.Service or WorkloadKind.Job)
        {
            AddText("settings.env", settings);
            more["configMapGenerator"] = new JsonArray(new JsonObject { ["name"] = PodEnvironment.ConfigMapOf(Workload), ["envs"] = new JsonArray("settings.env") });
        }

        if (_scripts.Count > 0)
        {
            more["configMapGenerator"] = new JsonArray(new JsonObject { ["name"] = $"{Name}-{Scripts}", ["files"] = new JsonArray([.. _scripts.Select(file => (JsonNode)file)]) });
        }

        NetworkPolicies.AddTo(this);
        tree.AddKustomization(Folder, more);
    }
}
