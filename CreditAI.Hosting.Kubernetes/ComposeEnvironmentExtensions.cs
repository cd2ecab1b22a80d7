using Aspire.Hosting;
using CreditAI.Hosting.Kubernetes.Compose;
using CreditAI.Hosting.Kubernetes.Environments;

namespace CreditAI.Hosting.Kubernetes;

public static class ComposeEnvironmentExtensions
{
    /// <summary>Publishes the application model as a Compose project for each settings document, by a step of its own: <c>publish-NAME</c>.</summary>
    /// <param name="name">Of the step.</param>
    /// <param name="directory">Relative to the AppHost: holds the environments' settings documents (environments/*.json).</param>
    public static IDistributedApplicationBuilder AddComposeEnvironments(this IDistributedApplicationBuilder builder, string name, string directory)
        => builder.AddPublishing(name, application => ComposePublisher.Publish(application, EnvironmentSettings.ReadAll(Path.GetFullPath(Path.Combine(builder.AppHostDirectory, directory)))), requiredBy: null);
}
