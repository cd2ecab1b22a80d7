using System.Globalization;
using System.Text.Json;

namespace CreditAI.Cli.Deploy;

/// <summary>
/// Fills the slot that has no traffic, tries it, gives it the traffic and watches it. Until the switch the live slot is not touched;
/// after it, a breach gives the traffic back. Each step may be done again: what was interrupted is resumed from its beginning.
/// </summary>
internal sealed class BlueGreenDeployment(Kubectl kubectl, Manifests manifests, DeploymentRequest request, DeploymentRun run, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(10);

    private readonly Slots _slots = new(kubectl);
    private readonly SlotTrial _trial = new(kubectl, request);
    private JsonElement _slotObjects;

    private string To => run.State.To;

    private string? From => run.State.From;

    /// <summary>What must hold before anything is changed.</summary>
    public async Task GatesAsync(CancellationToken cancellationToken)
    {
        await run.StepAsync("prerequisites", () => new Rights(kubectl).CheckAsync(cancellationToken), cancellationToken);
        await run.StepAsync("manifests", () => ManifestsAsync(cancellationToken), cancellationToken);
        await run.StepAsync("results", () => Task.FromResult(Gate.Require(TestResults.Check(request.Results))), cancellationToken);
        await run.StepAsync("findings", () => new LiveFindings(kubectl, request.ApiKey, request.DespiteFindings).CheckAsync(From, cancellationToken), cancellationToken);
        await run.StepAsync("capacity", () => CapacityAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Until the slot is known to do what it should.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await run.StepAsync("foundations", () => ApplyAsync(Manifests.Foundations, cancellationToken), cancellationToken);
        await run.StepAsync("migration", () => JobsAsync(cancellationToken), cancellationToken);
        await run.StepAsync("slot", () => SlotAsync(cancellationToken), cancellationToken);
        await run.StepAsync("ready", () => ReadyAsync(cancellationToken), cancellationToken);
        TrialResult? trial = null;
        await run.StepAsync("smoke", async () => Gate.Require((trial = await _trial.RunAsync(To, request.Applications, cancellationToken)).Passed, $"{trial}"), cancellationToken);
        await run.StepAsync("fairness", () => FairnessAsync(trial!, cancellationToken), cancellationToken);
    }

    public async Task SwitchAsync(CancellationToken cancellationToken)
        => await run.StepAsync("switch", async () =>
        {
            await ApplyAsync(Manifests.Traffic, cancellationToken, manifests.TrafficTo(To));
            return $"{Slots.Service} answers from {To}{(From is null ? "" : $", no more from {From}")}";
        }, cancellationToken);

    public async Task WatchAsync(CancellationToken cancellationToken)
        => await run.StepAsync("watch", () => new SlotWatch(kubectl, request, run, time).RunAsync(To, cancellationToken), cancellationToken);

    public async Task WorkersAsync(CancellationToken cancellationToken)
        => await run.StepAsync("workers", async () =>
        {
            await ApplyAsync(Manifests.Workers, cancellationToken);
            await UntilAsync(
                async () => (await kubectl.ListAsync("deployments", Manifests.Workers, cancellationToken)).Select(worker => (Name: worker.GetProperty("metadata").GetProperty("name").GetString(), Count: PodCount.Of(worker)))
                    .Where(worker => !worker.Count.IsReady).Select(worker => $"{worker.Name} has {worker.Count.Ready} of {worker.Count.Asked} pods ready").FirstOrDefault(), cancellationToken);
            return "ready";
        }, cancellationToken);

    /// <summary>The slot is emptied: nobody is to be given it by mistake.</summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> EmptyAsync(CancellationToken cancellationToken)
        => (await kubectl.TryAsync(["scale", $"deployment/{Slots.Deployment(To)}", "--replicas", "0"], cancellationToken)).Code == 0;

    private async Task<string> ManifestsAsync(CancellationToken cancellationToken)
    {
        // The namespace is there before what lies in it can be looked at. Jobs cannot be changed in place, and are made anew.
        await kubectl.ApplyAsync(manifests.NamespaceObject, null, cancellationToken);
        var answer = await kubectl.ApplyAsync(manifests.Text, Manifests.AllButJobs, cancellationToken, "--dry-run", "server", "--output", "json");
        var objects = Kubectl.Parse(answer).GetProperty("items").EnumerateArray().ToList();
        _slotObjects = objects.FirstOrDefault(item => item.GetProperty("kind").GetString() == "Deployment" && item.GetProperty("metadata").GetProperty("name").GetString() == Slots.Deployment(To));
        return _slotObjects.ValueKind == JsonValueKind.Object ? $"{objects.Count} objects are valid on the server" : throw new DeploymentException($"the manifests have no Deployment {Slots.Deployment(To)}");
    }

    private async Task<string> CapacityAsync(CancellationToken cancellationToken)
        => Gate.Require(Capacity.Check(await kubectl.FindAsync("resourcequota", "quota", cancellationToken), _slotObjects, await PodsAsync(cancellationToken), (await _slots.CountAsync(To, cancellationToken)).Asked));

    // As many as the live slot has now, and no fewer than the slot's own number.
    private async Task<int> PodsAsync(CancellationToken cancellationToken)
    {
        var least = Math.Max(1, PodCount.Of(_slotObjects).Asked);
        return From is null ? least : Math.Max(least, (await _slots.CountAsync(From, cancellationToken)).Asked);
    }

    private async Task<string> ApplyAsync(string selector, CancellationToken cancellationToken, string? text = null)
    {
        var output = await kubectl.ApplyAsync(text ?? manifests.Text, selector, cancellationToken);
        return $"{output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length} objects applied";
    }

    private async Task<string> JobsAsync(CancellationToken cancellationToken)
    {
        await kubectl.RunAsync(["delete", "jobs", "--selector", Manifests.Jobs, "--ignore-not-found", "--wait"], cancellationToken);
        await ApplyAsync(Manifests.Jobs, cancellationToken);
        await UntilAsync(
            async () =>
            {
                var jobs = await kubectl.ListAsync("jobs", Manifests.Jobs, cancellationToken);
                var failed = jobs.FirstOrDefault(job => Has(job, "Failed"));
                if (failed.ValueKind == JsonValueKind.Object)
                {
                    var name = failed.GetProperty("metadata").GetProperty("name").GetString();
                    throw new DeploymentException($"the Job {name} failed: kubectl logs --namespace {manifests.Namespace} job/{name}");
                }

                return jobs.All(job => Has(job, "Complete")) ? null : "the Jobs have not ended";
            },
            cancellationToken);
        return "the Jobs have ended well";
    }

    private static bool Has(JsonElement job, string condition)
        => job.TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out var conditions)
            && conditions.EnumerateArray().Any(item => item.GetProperty("type").GetString() == condition && item.GetProperty("status").GetString() == "True");

    private async Task<string> SlotAsync(CancellationToken cancellationToken)
    {
        var pods = await PodsAsync(cancellationToken);
        await ApplyAsync(Manifests.SlotSelector(To), cancellationToken);
        await kubectl.RunAsync(["scale", $"deployment/{Slots.Deployment(To)}", "--replicas", pods.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        return $"{To} gets {pods} pods of {(await _slots.CountAsync(To, cancellationToken)).Image}";
    }

    private async Task<string> ReadyAsync(CancellationToken cancellationToken)
    {
        await UntilAsync(
            async () =>
            {
                var count = await _slots.CountAsync(To, cancellationToken);
                return count.IsReady ? null : $"{count.Ready} of {count.Asked} pods are ready{((await _slots.PodsAsync(To, cancellationToken)).Waiting is { } waiting ? $"; {waiting}" : "")}";
            },
            cancellationToken);
        return $"{(await _slots.CountAsync(To, cancellationToken)).Ready} pods are ready";
    }

    private async Task<string> FairnessAsync(TrialResult trial, CancellationToken cancellationToken)
        => From is null ? "nothing to compare with" : Gate.Require(SlotFairness.Compare(request.Applications, await _trial.RunAsync(From, request.Applications, cancellationToken), trial));

    /// <param name="missing">What is not there yet; null when all is.</param>
    private async Task UntilAsync(Func<Task<string?>> missing, CancellationToken cancellationToken)
    {
        var (ends, heard) = (time.GetUtcNow() + request.Patience, time.GetUtcNow());
        while (await missing() is { } what)
        {
            if (time.GetUtcNow() > ends)
            {
                throw new DeploymentException(string.Create(CultureInfo.InvariantCulture, $"after {request.Patience.TotalMinutes:0.#} min {what}"));
            }

            if (time.GetUtcNow() - heard > BetweenSigns)
            {
                await run.HeardAsync(cancellationToken);
                heard = time.GetUtcNow();
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }
}
