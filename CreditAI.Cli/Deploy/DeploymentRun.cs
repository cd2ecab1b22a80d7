using System.Globalization;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary>One run of a deployment's steps: each is shown with its time and kept in the state before the next begins.</summary>
internal sealed class DeploymentRun(StateStore store, DeploymentState state, TimeProvider time)
{
    public DeploymentState State { get; private set; } = state;

    /// <param name="work">What is told of the step; an exception is its failure, whatever it is of: a deployment must end in a state that is known.</param>
    /// <exception cref="DeploymentException">The step failed.</exception>
    /// <exception cref="SupersededException">Another has taken over.</exception>
    public async Task StepAsync(string name, Func<Task<string>> work, CancellationToken cancellationToken)
    {
        State = State with { Step = name, HeardAt = time.GetUtcNow() };
        await store.WriteAsync(State, cancellationToken);
        var (startedAt, began) = (time.GetUtcNow(), time.GetTimestamp());
        try
        {
            Ended(new DeploymentStep(name, true, startedAt, 0, await work()), began);
        }
        catch (Exception exception) when (exception is not SupersededException && !cancellationToken.IsCancellationRequested)
        {
            Ended(new DeploymentStep(name, false, startedAt, 0, exception.Message), began);
            throw exception as DeploymentException ?? new DeploymentException(exception.Message);
        }
    }

    /// <summary>Says that this process is still there, and finds out whether another has taken over.</summary>
    public async Task HeardAsync(CancellationToken cancellationToken)
    {
        State = State with { HeardAt = time.GetUtcNow() };
        await store.WriteAsync(State, cancellationToken);
    }

    public async Task EndAsync(DeploymentPhase phase, CancellationToken cancellationToken)
    {
        State = State with { Phase = phase, HeardAt = time.GetUtcNow() };
        await store.WriteAsync(State, cancellationToken);
    }

    private void Ended(DeploymentStep step, long began)
    {
        step = step with { Seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds, 1) };
        State = State with { Steps = [.. State.Steps, step] };
        Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{(step.Passed ? "passed" : "FAILED"),-7} {step.Name,-13} {step.Seconds,6:0.0} s  {step.Detail}"));
    }
}
