using System.Globalization;

namespace CreditAI.Cli.Deploy;

/// <summary>Looks at the slot that has just got the traffic: its pods, scores of sample applications, and what it answers to everybody.</summary>
internal sealed class SlotWatch(Kubectl kubectl, DeploymentRequest request, DeploymentRun run, TimeProvider time)
{
    private const int Applications = 40;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly Slots _slots = new(kubectl);
    private readonly SlotTrial _trial = new(kubectl, request);

    /// <param name="slot">That has the traffic.</param>
    public async Task<string> RunAsync(string slot, CancellationToken cancellationToken)
    {
        var ends = time.GetUtcNow() + request.Watch;
        var pause = request.Watch / 5 < BetweenLooks ? request.Watch / 5 : BetweenLooks;
        var (before, looks, slowest) = ((await _slots.PodsAsync(slot, cancellationToken)).Restarts, 0, 0.0);
        var users = new UserRequests(kubectl, slot);
        var answered = await users.LookAsync(cancellationToken);
        do
        {
            await Task.Delay(pause, time, cancellationToken);
            await run.HeardAsync(cancellationToken);
            if (await _slots.LiveAsync(cancellationToken) is var live && live != slot)
            {
                throw new DeploymentException($"the traffic went to {live} meanwhile");
            }

            var (count, pods) = (await _slots.CountAsync(slot, cancellationToken), await _slots.PodsAsync(slot, cancellationToken));
            Gate.Require(count.Ready >= Math.Max(1, count.Asked / 2), $"{count.Ready} of {count.Asked} pods are ready");
            Gate.Require(pods.Restarts <= before, $"containers have restarted {pods.Restarts - before} times");
            var trial = await _trial.RunAsync(slot, [.. request.Applications.Take(Applications)], cancellationToken);
            Gate.Require(trial.Passed, $"{trial}");
            answered = await users.LookAsync(cancellationToken);
            Gate.Require(answered.All < UserRequests.Least || answered.Failed <= SlotTrial.MostFailed * answered.All, $"{answered.Failed} of {answered.All} requests since the switch were answered with 5xx");
            (looks, slowest) = (looks + 1, Math.Max(slowest, trial.P95));
        }
        while (time.GetUtcNow() < ends);
        return string.Create(CultureInfo.InvariantCulture, $"{looks} looks in {request.Watch.TotalMinutes:0.#} min, slowest p95 {slowest:0} ms, no restart, {answered.Failed} of {answered.All} requests since the switch failed");
    }
}
