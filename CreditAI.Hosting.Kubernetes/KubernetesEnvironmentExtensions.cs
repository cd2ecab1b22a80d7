using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Environments;
using CreditAI.Hosting.Kubernetes.Kustomize;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Hosting.Kubernetes;

public static class KubernetesEnvironmentExtensions
{
    /// <summary>Publishes the application model as Kubernetes: a Kustomize base and an overlay for each settings document. A step under <c>publish</c>.</summary>
    /// <param name="name">Of the step: <c>publish-NAME</c>.</param>
    /// <param name="settingsDirectory">Where the environments' settings documents lie (*.json), relative to the AppHost.</param>
    /// <param name="rulesDirectory">Where Prometheus' rule files lie (*.yaml), relative to the AppHost.</param>
    public static IDistributedApplicationBuilder AddKubernetesEnvironments(this IDistributedApplicationBuilder builder, string name, string settingsDirectory, string rulesDirectory)
    {
        string[] FilesOf(string directory, string pattern) => [.. Directory.GetFiles(Path.GetFullPath(Path.Combine(builder.AppHostDirectory, directory)), pattern).Order(StringComparer.Ordinal)];
        builder.Pipeline.AddStep(
            $"publish-{name}",
            async context =>
            {
                var application = await ApplicationReader.ReadAsync(context.Model, context.ExecutionContext, context.CancellationToken);
                var environments = FilesOf(settingsDirectory, "*.json").Select(EnvironmentSettings.Read).ToList();
                var rules = FilesOf(rulesDirectory, "*.yaml").ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
                var tree = KustomizePublisher.Publish(application, environments, rules);
                var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
                Directory.CreateDirectory(output);
                tree.WriteTo(output);
                PublishLog.Written(context.Logger, tree.Files.Count, output);
            },
            dependsOn: WellKnownPipelineSteps.PublishPrereq,
            requiredBy: WellKnownPipelineSteps.Publish);
        return builder;
    }
}
