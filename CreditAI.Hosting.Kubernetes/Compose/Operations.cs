using System.Text.Json.Nodes;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Kustomize;

namespace CreditAI.Hosting.Kubernetes.Compose;

/// <summary>The edge and what watches: Prometheus, Alertmanager, Grafana, a collector of traces, Jaeger. On one host they are part of the project.</summary>
internal static class Operations
{
    private const string Config = "../config";

    public static IEnumerable<(string Name, JsonObject Body)> Services(PublishedApplication application, string grafanaPassword)
    {
        foreach (var api in application.Workloads.Where(workload => workload.IsExternal && workload.Kind == WorkloadKind.Service))
        {
            yield return ("edge", Edge.Service(api.Name));
        }

        yield return ("prometheus", Of("docker.io/prom/prometheus:v2.53.2", ["inner"], "prometheus:/prometheus", $"{Config}/prometheus.yml:/etc/prometheus/prometheus.yml:ro", "../../prometheus/rules:/etc/prometheus/rules:ro"));
        var alertmanager = Of(
            "docker.io/prom/alertmanager:v0.27.0", ["inner", "outside"], "../../alertmanager/alertmanager.yaml:/etc/alertmanager/alertmanager.yml:ro", "./alertmanager:/etc/alertmanager/secrets:ro");
        yield return ("alertmanager", alertmanager);
        var grafana = Of(
            "docker.io/grafana/grafana:11.2.0", ["inner", "edge"], "grafana:/var/lib/grafana", $"{Config}/grafana-source.yaml:/etc/grafana/provisioning/datasources/prometheus.yaml:ro",
            $"{Config}/grafana-dashboards.yaml:/etc/grafana/provisioning/dashboards/creditai.yaml:ro", "../../grafana/dashboards:/var/lib/grafana/dashboards:ro");
        grafana["ports"] = new JsonArray("127.0.0.1:3000:3000");
        grafana["environment"] = new JsonObject { ["GF_SECURITY_ADMIN_PASSWORD"] = grafanaPassword, ["GF_ANALYTICS_REPORTING_ENABLED"] = "false" };
        yield return ("grafana", grafana);
        var collector = Of(OperationsImages.Collector, ["inner"], $"{Config}/collector.yml:/etc/collector/collector.yml:ro");
        collector["command"] = new JsonArray("--config=/etc/collector/collector.yml");
        yield return ("collector", collector);
        var jaeger = Of("docker.io/jaegertracing/all-in-one:1.60", ["inner", "edge"]);
        jaeger["ports"] = new JsonArray("127.0.0.1:16686:16686");
        yield return ("jaeger", jaeger);
    }

    public static JsonObject PostgresExporter(PublishedWorkload server)
    {
        var exporter = Of(OperationsImages.PostgresExporter, ["inner"]);
        exporter["environment"] = new JsonObject
        {
            ["DATA_SOURCE_URI"] = $"{server.Name}:{server.Endpoints[0].TargetPort}/postgres?sslmode=disable",
            ["DATA_SOURCE_USER"] = PostgresComponent.Monitor,
            ["DATA_SOURCE_PASS"] = ComposeText.Secret(PostgresComponent.MonitorSecret),
        };
        return exporter;
    }

    public static void AddTo(ManifestTree tree, PublishedApplication application)
    {
        var services = application.Workloads.Where(workload => workload.Kind == WorkloadKind.Service).Select(workload => (workload.Name, Target: workload.Name, Port: workload.Endpoints[0].TargetPort));
        var exporters = application.Workloads.Where(workload => workload.Kind == WorkloadKind.Postgres).Select(workload => (workload.Name, Target: $"{workload.Name}-exporter", Port: 9187));
        tree.AddText("config/prometheus.yml", $$"""
            global:
              scrape_interval: 15s
            rule_files:
              - rules/*.yaml
            alerting:
              alertmanagers:
                - static_configs:
                    - targets: [alertmanager:9093]
            scrape_configs:
            {{string.Concat(services.Concat(exporters).Select(job => $"  - job_name: {job.Name}\n    dns_sd_configs:\n      - names: [{job.Target}]\n        type: A\n        port: {job.Port}\n"))}}
            """.TrimEnd() + "\n");
        tree.AddText("config/collector.yml", """
            receivers:
              otlp:
                protocols:
                  grpc:
                    endpoint: 0.0.0.0:4317
            processors:
              batch: {}
            exporters:
              otlp/jaeger:
                endpoint: jaeger:4317
                tls:
                  insecure: true
              debug: {}
            service:
              pipelines:
                traces:
                  receivers: [otlp]
                  processors: [batch]
                  exporters: [otlp/jaeger]
                # Prometheus reads metrics where they are made, and logs are the containers' own.
                metrics:
                  receivers: [otlp]
                  exporters: [debug]
                logs:
                  receivers: [otlp]
                  exporters: [debug]

            """);
        tree.AddText("config/grafana-source.yaml", """
            apiVersion: 1
            datasources:
              - name: Prometheus
                type: prometheus
                url: http://prometheus:9090
                isDefault: true

            """);
        tree.AddText("config/grafana-dashboards.yaml", """
            apiVersion: 1
            providers:
              - name: CreditAI
                folder: CreditAI
                type: file
                options:
                  path: /var/lib/grafana/dashboards

            """);
    }

    private static JsonObject Of(string image, string[] networks, params string[] volumes)
    {
        var service = new JsonObject { ["image"] = image };
        if (volumes.Length > 0)
        {
            service["volumes"] = new JsonArray([.. volumes.Select(volume => (JsonNode)volume)]);
        }

        return ContainerService.Restricted(service, networks);
    }
}
