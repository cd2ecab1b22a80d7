using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;

namespace CreditAI.Hosting.Kubernetes.Kustomize.Components;

/// <summary>An OpenTelemetry Collector that takes what the services send and passes traces and logs on to where settings say.</summary>
internal sealed class TelemetryComponent : IComponent
{
    /// <summary>The workload's name, under which settings documents may say other destinations.</summary>
    public const string Collector = "telemetry";

    private const int User = 10001; // of the image

    public string Name => Collector;

    public IEnumerable<string> Images => [OperationsImages.Collector];

    public void AddTo(ManifestTree tree, PublishedApplication application)
    {
        var folder = $"components/{Name}";
        AddObject(tree, "service-account", "v1", "ServiceAccount", new JsonObject { ["automountServiceAccountToken"] = false });
        AddObject(tree, "service", "v1", "Service", new JsonObject
        {
            ["spec"] = new JsonObject { ["selector"] = Labels.Select(Name), ["ports"] = new JsonArray([.. Ports.Select(port => (JsonNode)new JsonObject { ["name"] = port.Name, ["port"] = port.Number, ["targetPort"] = port.Number })]) },
        });
        AddObject(tree, "deployment", "apps/v1", "Deployment", new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["replicas"] = 2,
                ["selector"] = Labels.Match(Labels.Select(Name)),
                ["template"] = PodTemplate.Of(Labels.Select(Name), Name, Container(), User, PlatformComponent.Works, volumes: new JsonArray(
                    PodTemplate.Empty("tmp"), new JsonObject { ["name"] = "settings", ["configMap"] = new JsonObject { ["name"] = $"{Name}-collector" } })),
            },
        });
        AddObject(tree, "disruption-budget", "policy/v1", "PodDisruptionBudget", new JsonObject { ["spec"] = new JsonObject { ["maxUnavailable"] = 1, ["selector"] = Labels.Match(Labels.Select(Name)) } });
        tree.Add($"{folder}/network-policy.yaml", new Policy(Name, Name, Labels.Match(Labels.Select(Name)))
            .From(new JsonObject { ["podSelector"] = new JsonObject() }, 4317, 4318)
            .From(Policy.Namespace("monitoring"), 8889)
            .To(Policy.Namespace("monitoring")));
        tree.Add($"{folder}/network-policy-senders.yaml", new Policy($"{Name}-senders", Name, Labels.AnyOf(Sending(application).Select(workload => workload.Name))).To(Policy.Pods(Labels.Select(Name)), 4317));
        tree.AddText($"{folder}/collector.yml", Settings);
        tree.AddText($"{folder}/settings.env", Destinations);

        var sends = Sending(application).Select(workload => (JsonNode)new JsonObject
        {
            ["name"] = PodEnvironment.ConfigMapOf(workload),
            ["behavior"] = "merge",
            ["literals"] = new JsonArray($"OTEL_EXPORTER_OTLP_ENDPOINT=http://{Name}:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc"),
        });
        tree.AddKustomization(
            folder,
            new JsonObject
            {
                ["configMapGenerator"] = new JsonArray([
                    new JsonObject { ["name"] = $"{Name}-collector", ["files"] = new JsonArray("collector.yml") }, new JsonObject { ["name"] = $"{Name}-settings", ["envs"] = new JsonArray("settings.env") }, .. sends]),
            },
            isComponent: true);
    }

    private static readonly (string Name, int Number)[] Ports = [("grpc", 4317), ("http", 4318), ("metrics", 8889)];

    private void AddObject(ManifestTree tree, string file, string apiVersion, string kind, JsonObject body) => tree.Add($"components/{Name}/{file}.yaml", Labels.Object(apiVersion, kind, Name, Name, body));

    private static JsonObject Container()
    {
        var container = PodTemplate.Container(Collector, OperationsImages.Collector, "100m", "128Mi", "512Mi");
        container["args"] = new JsonArray("--config=/etc/collector/collector.yml");
        container["envFrom"] = new JsonArray(new JsonObject { ["configMapRef"] = new JsonObject { ["name"] = $"{Collector}-settings" } });
        container["ports"] = new JsonArray([.. Ports.Append(("health", 13133)).Select(port => (JsonNode)new JsonObject { ["name"] = port.Item1, ["containerPort"] = port.Item2 })]);
        foreach (var probe in new[] { "readinessProbe", "livenessProbe" })
        {
            container[probe] = new JsonObject { ["httpGet"] = new JsonObject { ["path"] = "/", ["port"] = "health" }, ["periodSeconds"] = 10 };
        }

        container["volumeMounts"]!.AsArray().Add((JsonNode)PodTemplate.Mount("settings", "/etc/collector"));
        return container;
    }

    private const string Destinations = """
        TRACES=http://tempo.monitoring:4317
        LOGS=http://loki.monitoring:3100/otlp

        """;

    private const string Settings = """
        # Traces go to what speaks OTLP (Jaeger, Tempo), logs to what takes them over HTTP (Loki, Elasticsearch's OTLP intake).
        # Prometheus reads the services themselves; what they send is answered here for one that cannot.
        extensions:
          health_check:
            endpoint: 0.0.0.0:13133
        receivers:
          otlp:
            protocols:
              grpc:
                endpoint: 0.0.0.0:4317
              http:
                endpoint: 0.0.0.0:4318
        processors:
          memory_limiter:
            check_interval: 1s
            limit_percentage: 80
            spike_limit_percentage: 20
          batch: {}
        exporters:
          otlp/traces:
            endpoint: ${env:TRACES}
            tls:
              insecure: true
          otlphttp/logs:
            endpoint: ${env:LOGS}
          prometheus:
            endpoint: 0.0.0.0:8889
        service:
          extensions: [health_check]
          pipelines:
            traces:
              receivers: [otlp]
              processors: [memory_limiter, batch]
              exporters: [otlp/traces]
            logs:
              receivers: [otlp]
              processors: [memory_limiter, batch]
              exporters: [otlphttp/logs]
            metrics:
              receivers: [otlp]
              processors: [memory_limiter, batch]
              exporters: [prometheus]

        """;

    private static IEnumerable<PublishedWorkload> Sending(PublishedApplication application) => application.Workloads.Where(workload => workload.Kind is WorkloadKind.Service or WorkloadKind.Job);
}
