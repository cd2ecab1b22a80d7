using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Steps and their order. A run executes one step and all that it needs, each after those it depends on.</summary>
internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps = [];
    private readonly List<Func<PipelineConfigurationContext, Task>> _configurations = [];

    public DistributedApplicationPipeline()
    {
        AddMilestone(WellKnownPipelineSteps.ProcessParameters);
        AddMilestone(WellKnownPipelineSteps.BeforeStart);
        AddMilestone(WellKnownPipelineSteps.BuildPrereq);
        AddMilestone(WellKnownPipelineSteps.Build, WellKnownPipelineSteps.BuildPrereq);
        AddMilestone(WellKnownPipelineSteps.PushPrereq);
        AddMilestone(WellKnownPipelineSteps.Push, WellKnownPipelineSteps.PushPrereq);
        AddMilestone(WellKnownPipelineSteps.PublishPrereq);
        AddMilestone(WellKnownPipelineSteps.Publish, WellKnownPipelineSteps.PublishPrereq);
        AddMilestone(WellKnownPipelineSteps.DeployPrereq);
        AddMilestone(WellKnownPipelineSteps.Deploy, WellKnownPipelineSteps.DeployPrereq);
        AddMilestone(WellKnownPipelineSteps.DestroyPrereq);
        AddMilestone(WellKnownPipelineSteps.Destroy, WellKnownPipelineSteps.DestroyPrereq);
    }

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null) =>
        AddStep(new PipelineStep { Name = name, Action = action, DependsOnSteps = Names(dependsOn), RequiredBySteps = Names(requiredBy) });

    public void AddStep(PipelineStep step)
    {
        if (_steps.Any(s => s.Name == step.Name))
        {
            throw new InvalidOperationException($"The pipeline has a step '{step.Name}' already.");
        }

        _steps.Add(step);
    }

    public void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback) => _configurations.Add(callback);

    /// <exception cref="DistributedApplicationException">The step is unknown, the order is a circle, or a step failed.</exception>
    public async Task ExecuteAsync(PipelineContext context)
    {
        var configuration = new PipelineConfigurationContext { Services = context.Services, Model = context.Model, Steps = _steps };
        foreach (var configure in _configurations)
        {
            await configure(configuration);
        }

        var target = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step ?? WellKnownPipelineSteps.Publish;
        foreach (var step in new StepOrder(_steps).Of(target))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await ExecuteAsync(step, context);
        }
    }

    private static async Task ExecuteAsync(PipelineStep step, PipelineContext context)
    {
        await using var reporting = new LoggedReportingStep(context.Logger, step.Name);
        try
        {
            await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new DistributedApplicationException($"Step '{step.Name}' failed: {e.Message}", e);
        }
    }

    private static List<string> Names(object? names) => names switch
    {
        null => [],
        string name => [name],
        IEnumerable<string> several => [.. several],
        PipelineStep step => [step.Name],
        _ => throw new ArgumentException($"Steps are named by a string or several; '{names.GetType().Name}' is neither.", nameof(names)),
    };

    private void AddMilestone(string name, params string[] dependsOn) => AddStep(name, _ => Task.CompletedTask, dependsOn);
}
