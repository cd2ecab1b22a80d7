namespace Aspire.Hosting.Pipelines;

internal sealed class StepOrder(IReadOnlyList<PipelineStep> steps)
{
    /// <summary>The step and all that it needs, those needed first; else in the order in which they were added.</summary>
    public IReadOnlyList<PipelineStep> Of(string target)
    {
        var order = new List<PipelineStep>();
        Visit(Find(target, null), [], order);
        return order;
    }

    private void Visit(PipelineStep step, List<string> path, List<PipelineStep> order)
    {
        if (order.Contains(step))
        {
            return;
        }

        if (path.Contains(step.Name))
        {
            var circle = path.SkipWhile(n => n != step.Name).Append(step.Name).Select(n => $"'{n}'");
            throw new DistributedApplicationException($"Steps of the pipeline depend on each other in a circle: {string.Join(" -> ", circle)}.");
        }

        path.Add(step.Name);
        var needed = step.DependsOnSteps.Select(n => Find(n, step)).Concat(steps.Where(s => s.RequiredBySteps.Contains(step.Name)));
        foreach (var before in needed)
        {
            Visit(before, path, order);
        }

        path.RemoveAt(path.Count - 1);
        order.Add(step);
    }

    private PipelineStep Find(string name, PipelineStep? dependent) => steps.FirstOrDefault(s => s.Name == name)
        ?? throw new DistributedApplicationException(dependent is null
            ? $"The pipeline has no step '{name}'; it has: {string.Join(", ", steps.Select(s => s.Name).Order(StringComparer.Ordinal))}."
            : $"Step '{dependent.Name}' depends on step '{name}', which the pipeline does not have.");
}
