using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Pods as Pod Security "restricted" wants them: no root, no capability, no writable root, no token unless it is needed.</summary>
internal static class PodTemplate
{
    public const string SecretName = "creditai-secrets";

    public static JsonObject Of(JsonObject labels, string serviceAccount, JsonObject container, int user, string priority, bool hasToken = false, JsonArray? volumes = null)
    {
        var spec = new JsonObject
        {
            ["serviceAccountName"] = serviceAccount,
            ["automountServiceAccountToken"] = hasToken,
            ["enableServiceLinks"] = false,
            ["priorityClassName"] = priority,
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = user,
                ["runAsGroup"] = user,
                ["fsGroup"] = user,
                ["fsGroupChangePolicy"] = "OnRootMismatch",
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["terminationGracePeriodSeconds"] = 60,
            ["topologySpreadConstraints"] = new JsonArray(Spread("topology.kubernetes.io/zone", labels), Spread("kubernetes.io/hostname", labels)),
            ["containers"] = new JsonArray(container),
            ["volumes"] = volumes ?? [Empty("tmp")],
        };
        return new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() }, ["spec"] = spec };
    }

    public static JsonObject Container(string name, string image, string cpu, string memory, string memoryLimit) => new()
    {
        ["name"] = name,
        ["image"] = image,
        ["imagePullPolicy"] = "IfNotPresent",
        ["securityContext"] = new JsonObject
        {
            ["allowPrivilegeEscalation"] = false,
            ["readOnlyRootFilesystem"] = true,
            ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
        },
        ["resources"] = new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = cpu, ["memory"] = memory },
            ["limits"] = new JsonObject { ["memory"] = memoryLimit },
        },
        ["volumeMounts"] = new JsonArray(Mount("tmp", "/tmp")),
    };

    /// <summary>The container of a project: its environment, port and probes are those that the service has everywhere.</summary>
    public static JsonObject Project(PublishedWorkload workload, PublishedApplication application, string cpu = "250m", string memory = "256Mi", string memoryLimit = "1Gi")
    {
        var container = Container(workload.Name, workload.Image, cpu, memory, memoryLimit);
        if (workload.Arguments.Count > 0)
        {
            container["args"] = new JsonArray([.. workload.Arguments.Select(argument => (JsonNode)PodEnvironment.Text(argument, application))]);
        }

        PodEnvironment.AddTo(container, workload, application);
        if (workload.Kind == WorkloadKind.Service)
        {
            container["ports"] = new JsonArray([.. workload.Endpoints.Select(endpoint => (JsonNode)new JsonObject { ["name"] = endpoint.Name, ["containerPort"] = endpoint.TargetPort })]);
            var port = workload.Endpoints[0].Name;
            container["startupProbe"] = Probe($"{workload.HealthPath}/startup", port, period: 2, failures: 60);
            container["readinessProbe"] = Probe($"{workload.HealthPath}/ready", port, period: 5, failures: 2);
            container["livenessProbe"] = Probe($"{workload.HealthPath}/live", port, period: 10, failures: 3);

            // Between the endpoint's removal and its being known everywhere, requests still come.
            container["lifecycle"] = new JsonObject { ["preStop"] = new JsonObject { ["sleep"] = new JsonObject { ["seconds"] = 5 } } };
        }

        return container;
    }

    public static JsonObject Mount(string volume, string path) => new() { ["name"] = volume, ["mountPath"] = path };

    public static JsonObject Empty(string volume) => new() { ["name"] = volume, ["emptyDir"] = new JsonObject() };

    private static JsonObject Probe(string path, string port, int period, int failures) => new()
    {
        ["httpGet"] = new JsonObject { ["path"] = path, ["port"] = port },
        ["periodSeconds"] = period,
        ["timeoutSeconds"] = 3,
        ["failureThreshold"] = failures,
    };

    private static JsonObject Spread(string key, JsonObject labels) => new()
    {
        ["maxSkew"] = 1,
        ["topologyKey"] = key,
        ["whenUnsatisfiable"] = "ScheduleAnyway",
        ["labelSelector"] = Labels.Match(labels.DeepClone().AsObject()),
    };
}
