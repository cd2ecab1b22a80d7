using System.Globalization;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary>Gives the traffic to the other slot at once. What is written about it comes after.</summary>
internal sealed class Rollback(Kubectl kubectl, string by, TimeProvider time)
{
    public async Task<int> RunAsync(string environment, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var slots = new Slots(kubectl);
        if (await slots.LiveAsync(cancellationToken) is not { } live)
        {
            throw new DeploymentException($"{environment} has no Service {Slots.Service}: nothing was deployed.");
        }

        var back = Slots.Other(live);
        var count = await slots.CountAsync(back, cancellationToken);
        if (count.Ready == 0)
        {
            throw new DeploymentException($"{back} has no pod that is ready: there is nothing to go back to. creditai deploy --environment {environment} --image-tag TAG deploys an earlier version.");
        }

        await slots.SwitchAsync(back, cancellationToken);
        var took = time.GetElapsedTime(began);
        Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{back} has the traffic again ({count.Ready} pods of {count.Image}), {took.TotalSeconds:0.0} s after the command"));

        var (store, now) = (new StateStore(kubectl), time.GetUtcNow());
        var step = new DeploymentStep("rollback", true, now - took, Math.Round(took.TotalSeconds, 1), $"from {live} to {back} by {by}");
        var state = await store.ReadAsync(cancellationToken)
            ?? new DeploymentState { Id = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmss'Z'}"), By = by, ImageTag = null, From = back, To = live, Phase = DeploymentPhase.RolledBack, Step = "rollback", StartedAt = now, HeardAt = now };
        state = state with { Phase = DeploymentPhase.RolledBack, Step = "rollback", HeardAt = now, Steps = [.. state.Steps, step] };
        await store.WriteAsync(state, cancellationToken);
        await new AuditRecord(kubectl, Environment.GetEnvironmentVariable(DeployOptions.KeyVariable)).WriteAsync(environment, state with { By = by }, cancellationToken);
        return ExitCode.Done;
    }
}
