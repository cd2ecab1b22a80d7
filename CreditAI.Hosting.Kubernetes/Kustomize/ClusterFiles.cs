namespace CreditAI.Hosting.Kubernetes.Kustomize;

/// <summary>Settings of what a cluster has once for all namespaces, which its administrators apply: the ingress controller's and the metrics adapter's.</summary>
internal static class ClusterFiles
{
    private const string Folder = "cluster";

    public static void AddTo(ManifestTree tree)
    {
        tree.Add($"{Folder}/ingress-nginx.yaml", """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: ingress-nginx-controller
              namespace: ingress-nginx
              labels:
                app.kubernetes.io/name: ingress-nginx
                app.kubernetes.io/part-of: ingress-nginx
            data:
              ssl-protocols: TLSv1.2 TLSv1.3
              hsts: "true"
              hsts-max-age: "31536000"
              hsts-include-subdomains: "true"
              server-tokens: "false"
              use-gzip: "true"

            """);

        // http_requests_per_second of each pod, by which the scoring service scales.
        tree.Add($"{Folder}/prometheus-adapter.yaml", """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: prometheus-adapter
              namespace: monitoring
              labels:
                app.kubernetes.io/name: prometheus-adapter
                app.kubernetes.io/part-of: prometheus-adapter
            data:
              config.yaml: |
                rules:
                  - seriesQuery: 'http_server_request_duration_seconds_count{namespace!="",pod!=""}'
                    resources:
                      overrides:
                        namespace: {resource: namespace}
                        pod: {resource: pod}
                    name:
                      as: http_requests_per_second
                    metricsQuery: sum by (<<.GroupBy>>) (rate(http_server_request_duration_seconds_count{<<.LabelMatchers>>}[2m]))

            """);
        tree.AddKustomization(Folder);
    }
}
