using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

[Experimental("ASPIREPIPELINES001")]
public interface IDistributedApplicationPipeline
{
    /// <param name="dependsOn">The name, or names, of steps that come before.</param>
    /// <param name="requiredBy">The name, or names, of steps that come after and do not go without this one.</param>
    void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null);

    void AddStep(PipelineStep step);

    void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback);

    Task ExecuteAsync(PipelineContext context);
}
