using System.Globalization;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary>Begins, resumes and ends deployments: what happens to the traffic when one goes wrong is decided here.</summary>
internal sealed class Deployer(Kubectl kubectl, DeploymentRequest request, TimeProvider time)
{
    private readonly StateStore _store = new(kubectl);
    private readonly Slots _slots = new(kubectl);

    public async Task<int> DeployAsync(CancellationToken cancellationToken)
    {
        var manifests = await ReadAsync(kubectl, request.ManifestsDirectory, request.Environment, request.ImageTag, cancellationToken);
        await EnsureNamespaceAsync(manifests, cancellationToken);
        var live = await _slots.LiveAsync(cancellationToken);
        var (state, isSwitched) = Begin(await _store.ReadAsync(cancellationToken), live);
        var run = new DeploymentRun(_store, state, time);
        var deployment = new BlueGreenDeployment(kubectl, manifests, request, run, time);
        Screen.Line($"{request.Environment}: {state.Id}, {state.ImageTag ?? "the published images"}, from {state.From ?? "nothing"} to {state.To}");
        try
        {
            if (!isSwitched)
            {
                await deployment.GatesAsync(cancellationToken);
                await deployment.FillAsync(cancellationToken);
                await deployment.SwitchAsync(cancellationToken);
                isSwitched = true;
            }

            await deployment.WatchAsync(cancellationToken);
            await deployment.WorkersAsync(cancellationToken);
        }
        catch (DeploymentException exception)
        {
            return await BreachAsync(run, deployment, isSwitched, exception, cancellationToken);
        }

        await EndAsync(run, DeploymentPhase.Succeeded, cancellationToken);
        Screen.Line($"{state.To} has the traffic; {(state.From is null ? "there is no slot to go back to" : $"{state.From} is kept: creditai rollback --environment {request.Environment}")}");
        return ExitCode.Done;
    }

    /// <summary>The gates alone, on the server's own word.</summary>
    public async Task<int> DryRunAsync(CancellationToken cancellationToken)
    {
        var manifests = await ReadAsync(kubectl, request.ManifestsDirectory, request.Environment, request.ImageTag, cancellationToken);
        if (await kubectl.FindAsync("namespace", manifests.Namespace, cancellationToken) is null)
        {
            Screen.Line($"the namespace {manifests.Namespace} is not there: the first deployment makes it, and only then can the server look at what lies in it");
            return ExitCode.Done;
        }

        var refusal = await RefusalAsync(manifests, cancellationToken);
        var (passed, results) = TestResults.Check(request.Results);
        var live = await _slots.LiveAsync(cancellationToken);
        Screen.Line($"manifests: {refusal ?? "valid on the server"}");
        Screen.Line($"results: {results}");
        Screen.Line($"{(live is null ? "blue would be filled" : $"{live} has the traffic; {Slots.Other(live)} would be filled")} with {request.ImageTag ?? "the published images"}; nothing was changed");
        return refusal is null && passed ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The manifests of an environment; from then on kubectl works in their namespace.</summary>
    public static async Task<Manifests> ReadAsync(Kubectl kubectl, string directory, string environment, string? tag, CancellationToken cancellationToken)
    {
        var manifests = await Manifests.ReadAsync(kubectl, directory, environment, tag, cancellationToken);
        kubectl.Namespace = manifests.Namespace;
        return manifests;
    }

    private async Task<string?> RefusalAsync(Manifests manifests, CancellationToken cancellationToken)
    {
        try
        {
            await kubectl.ApplyAsync(manifests.Text, Manifests.AllButJobs, cancellationToken, "--dry-run", "server");
            return null;
        }
        catch (DeploymentException exception)
        {
            return exception.Message;
        }
    }

    private async Task EnsureNamespaceAsync(Manifests manifests, CancellationToken cancellationToken)
    {
        if (await kubectl.FindAsync("namespace", manifests.Namespace, cancellationToken) is null)
        {
            await kubectl.ApplyAsync(manifests.NamespaceObject, null, cancellationToken);
        }
    }

    private (DeploymentState State, bool IsSwitched) Begin(DeploymentState? last, string? live)
    {
        var now = time.GetUtcNow();
        if (last is { Phase: DeploymentPhase.Running })
        {
            if (!last.IsInterrupted(now))
            {
                throw new DeploymentException($"{last.Id} by {last.By} is under way (step {last.Step}); it is heard of every few seconds. creditai status --environment {request.Environment} shows it.");
            }

            if (last.ImageTag == request.ImageTag)
            {
                Screen.Line($"{last.Id} was interrupted at the step {last.Step} and is resumed");
                return (last with { By = request.By, HeardAt = now }, live == last.To);
            }

            if (live == last.To)
            {
                throw new DeploymentException(
                    $"{last.Id} with the tag {last.ImageTag ?? "as published"} was interrupted when it had the traffic: deploy that tag again to finish it, or creditai rollback --environment {request.Environment}");
            }
        }

        return (new DeploymentState
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmss'Z'}"),
            By = request.By,
            ImageTag = request.ImageTag,
            From = live,
            To = live is null ? "blue" : Slots.Other(live),
            Phase = DeploymentPhase.Running,
            Step = "begin",
            StartedAt = now,
            HeardAt = now,
        }, false);
    }

    private async Task<int> BreachAsync(DeploymentRun run, BlueGreenDeployment deployment, bool isSwitched, DeploymentException exception, CancellationToken cancellationToken)
    {
        var state = run.State;
        await Console.Error.WriteLineAsync($"{state.Step}: {exception.Message}");

        // The cluster's word, not this command's: a switch that failed may have been half of one.
        var live = await _slots.LiveAsync(cancellationToken);
        if (live != state.To && !isSwitched)
        {
            // The state first: somebody else's deployment is not to lose its pods to the end of this one.
            await EndAsync(run, DeploymentPhase.Failed, cancellationToken);
            var isEmpty = await deployment.EmptyAsync(cancellationToken);
            Screen.Line($"failed at {state.Step}: {(live is null ? "nothing has the traffic" : $"{live} has the traffic as before")}; {state.To} {(isEmpty ? "is emptied" : "is not filled, or could not be emptied")}");
            return ExitCode.Failed;
        }

        if (state.From is null)
        {
            await EndAsync(run, DeploymentPhase.Failed, cancellationToken);
            Screen.Line($"failed at {state.Step}: there is no slot to go back to");
            return ExitCode.Failed;
        }

        if (live == state.To)
        {
            await _slots.SwitchAsync(state.From, cancellationToken);
        }

        await EndAsync(run, DeploymentPhase.RolledBack, cancellationToken);
        Screen.Line($"rolled back at {state.Step}: {state.From} has the traffic again; {state.To} is left to be looked at");
        return ExitCode.Failed;
    }

    private async Task EndAsync(DeploymentRun run, DeploymentPhase phase, CancellationToken cancellationToken)
    {
        await run.EndAsync(phase, cancellationToken);
        await new AuditRecord(kubectl, request.ApiKey).WriteAsync(request.Environment, run.State, cancellationToken);
    }
}
