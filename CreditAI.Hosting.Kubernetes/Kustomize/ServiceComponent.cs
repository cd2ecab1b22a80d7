using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>A project that runs until it is stopped: in two slots that scale, or as a worker whose replicas share a lease.</summary>
internal static class ServiceComponent
{
    // Of the image's own unprivileged user (APP_UID of Microsoft's images).
    private const int User = 1654;

    public const string Scratch = "scratch";

    public static void AddTo(ComponentFolder folder)
    {
        var workload = folder.Workload;
        folder.AddServiceAccount();
        if (workload.HasSlots)
        {
            AddSlots(folder);
        }
        else
        {
            folder.Add("deployment", "apps/v1", "Deployment", folder.Name, Deployment(folder, Labels.Select(folder.Name), 1, PlatformComponent.Works), "worker");
            folder.AddService("service", folder.Name, Labels.Select(folder.Name), isMeasured: true);
        }

        folder.AddDisruptionBudget(Labels.Select(folder.Name));
        if (HasToken(workload))
        {
            AddReader(folder);
        }

        folder.Close();
    }

    private static void AddSlots(ComponentFolder folder)
    {
        foreach (var (slot, replicas) in new[] { ("blue", 3), ("green", 0) })
        {
            var labels = Labels.Select(folder.Name, Labels.Slot, slot);
            folder.Add($"deployment-{slot}", "apps/v1", "Deployment", $"{folder.Name}-{slot}", Deployment(folder, labels, replicas, PlatformComponent.Decides), "slot", slot);
            folder.AddService($"service-{slot}", $"{folder.Name}-{slot}", labels.DeepClone().AsObject(), isMeasured: true, stage: "slot", slot: slot);
            folder.Add($"autoscaler-{slot}", "autoscaling/v2", "HorizontalPodAutoscaler", $"{folder.Name}-{slot}", new JsonObject { ["spec"] = Autoscaling($"{folder.Name}-{slot}") }, "slot", slot);
        }

        folder.AddService("service", folder.Name, Labels.Select(folder.Name, Labels.Slot, "blue"), stage: "traffic");
        folder.Add("ingress", "networking.k8s.io/v1", "Ingress", folder.Name, Ingress(folder, folder.Name));

        // The slot without the traffic gets a share of it before it gets all: none until a deployment raises the weight.
        folder.Add("ingress-canary", "networking.k8s.io/v1", "Ingress", CanaryOf(folder.Workload), Ingress(folder, $"{folder.Name}-green"), "traffic");
    }

    public static string CanaryOf(PublishedWorkload workload) => $"{workload.Name}-canary";

    private static JsonObject Deployment(ComponentFolder folder, JsonObject labels, int replicas, string priority)
    {
        var container = PodTemplate.Project(folder.Workload, folder.Application);
        var volumes = new JsonArray(PodTemplate.Empty("tmp"));
        foreach (var scratch in folder.Workload.Resource.Annotations.OfType<ScratchAnnotation>())
        {
            container["volumeMounts"]!.AsArray().Add((JsonNode)PodTemplate.Mount(Scratch, scratch.Path));
            volumes.Add((JsonNode)new JsonObject { ["name"] = Scratch, ["ephemeral"] = new JsonObject { ["volumeClaimTemplate"] = StatefulComponent.Claim() } });
        }

        var template = PodTemplate.Of(labels, folder.Name, container, User, priority, HasToken(folder.Workload), volumes);
        return new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["revisionHistoryLimit"] = 5,
                ["strategy"] = new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["maxSurge"] = "25%", ["maxUnavailable"] = 0 } },
                ["selector"] = Labels.Match(labels.DeepClone().AsObject()),
                ["template"] = template,
            },
        };
    }

    // A slot at 0 replicas is left at 0: the autoscaler is off there until a deployment fills it.
    private static JsonObject Autoscaling(string deployment) => new()
    {
        ["scaleTargetRef"] = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["name"] = deployment },
        ["minReplicas"] = 3,
        ["maxReplicas"] = 20,
        ["metrics"] = new JsonArray(
            Utilization("cpu", 70),
            Utilization("memory", 80),
            new JsonObject
            {
                ["type"] = "Pods",
                ["pods"] = new JsonObject
                {
                    ["metric"] = new JsonObject { ["name"] = "http_requests_per_second" },
                    ["target"] = new JsonObject { ["type"] = "AverageValue", ["averageValue"] = "100" },
                },
            }),
        ["behavior"] = new JsonObject
        {
            ["scaleUp"] = new JsonObject { ["stabilizationWindowSeconds"] = 0, ["selectPolicy"] = "Max", ["policies"] = new JsonArray(Change("Percent", 100), Change("Pods", 4)) },
            ["scaleDown"] = new JsonObject { ["stabilizationWindowSeconds"] = 300, ["selectPolicy"] = "Max", ["policies"] = new JsonArray(Change("Percent", 50), Change("Pods", 2)) },
        },
    };

    private static JsonObject Utilization(string resource, int percent) => new()
    {
        ["type"] = "Resource",
        ["resource"] = new JsonObject { ["name"] = resource, ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent } },
    };

    private static JsonObject Change(string type, int value) => new() { ["type"] = type, ["value"] = value, ["periodSeconds"] = 60 };

    // Host, certificate and issuer are the environment's (overlays).
    private static JsonObject Ingress(ComponentFolder folder, string service) => new()
    {
        ["spec"] = new JsonObject
        {
            ["ingressClassName"] = "nginx",
            ["rules"] = new JsonArray(new JsonObject
            {
                ["http"] = new JsonObject
                {
                    ["paths"] = new JsonArray(new JsonObject
                    {
                        ["path"] = "/v1",
                        ["pathType"] = "Prefix",
                        ["backend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = service, ["port"] = new JsonObject { ["name"] = folder.Workload.Endpoints[0].Name } } },
                    }),
                },
            }),
        },
    };

    private static bool HasToken(PublishedWorkload workload) => workload.Resource.Annotations.OfType<ClusterReaderAnnotation>().Any();

    private static void AddReader(ComponentFolder folder)
    {
        folder.Add("role", "rbac.authorization.k8s.io/v1", "Role", folder.Name, new JsonObject
        {
            ["rules"] = new JsonArray(
                List("", "configmaps", "limitranges", "persistentvolumeclaims", "resourcequotas", "secrets", "serviceaccounts", "services"),
                List("apps", "deployments", "statefulsets"),
                List("autoscaling", "horizontalpodautoscalers"),
                List("batch", "jobs"),
                List("networking.k8s.io", "ingresses", "networkpolicies"),
                List("policy", "poddisruptionbudgets"),
                List("rbac.authorization.k8s.io", "rolebindings", "roles")),
        });
        folder.Add("role-binding", "rbac.authorization.k8s.io/v1", "RoleBinding", folder.Name, new JsonObject
        {
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = folder.Name },
            ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = folder.Name }),
        });
    }

    private static JsonObject List(string group, params string[] resources) => new()
    {
        ["apiGroups"] = new JsonArray(group),
        ["resources"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]),
        ["verbs"] = new JsonArray("list"),
    };
}
