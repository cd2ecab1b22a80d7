using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize;
using CreditAI.Hosting.Kubernetes.Kustomize.Components;

namespace CreditAI.Hosting.Kubernetes;

public static class KubernetesEnvironmentExtensions
{
    /// <summary>Publishes the application model as Kubernetes: a Kustomize base and an overlay for each settings document. A step under <c>publish</c>.</summary>
    /// <param name="name">Of the step: <c>publish-NAME</c>.</param>
    /// <param name="directory">Relative to the AppHost: holds the environments' settings documents (environments/*.json), Prometheus' rules (prometheus/rules/*.yaml) and Grafana's dashboards (grafana/dashboards/*.json).</param>
    public static IDistributedApplicationBuilder AddKubernetesEnvironments(this IDistributedApplicationBuilder builder, string name, string directory)
    {
        var operated = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, directory));
        return builder.AddPublishing(
            name, application => KustomizePublisher.Publish(application, EnvironmentSettings.ReadAll(operated), OperationsFiles.Read(operated)), requiredBy: WellKnownPipelineSteps.Publish);
    }
}
