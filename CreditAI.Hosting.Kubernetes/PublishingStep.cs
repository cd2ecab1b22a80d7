using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using CreditAI.Hosting.Kubernetes.Application;
using CreditAI.Hosting.Kubernetes.Kustomize;
using Microsoft.Extensions.DependencyInjection;

namespace CreditAI.Hosting.Kubernetes;

internal static class PublishingStep
{
    /// <summary>A step <c>publish-NAME</c> that reads the application model and writes what is made of it to the output directory.</summary>
    /// <param name="requiredBy">The step that it is a part of; null for one that is asked for by its own name.</param>
    public static IDistributedApplicationBuilder AddPublishing(this IDistributedApplicationBuilder builder, string name, Func<PublishedApplication, ManifestTree> publish, string? requiredBy)
    {
        builder.Pipeline.AddStep(
            $"publish-{name}",
            async context =>
            {
                var tree = publish(await ApplicationReader.ReadAsync(context.Model, context.ExecutionContext, context.CancellationToken));
                var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
                Directory.CreateDirectory(output);
                tree.WriteTo(output);
                PublishLog.Written(context.Logger, tree.Files.Count, output);
            },
            dependsOn: WellKnownPipelineSteps.PublishPrereq,
            requiredBy: requiredBy);
        return builder;
    }
}
