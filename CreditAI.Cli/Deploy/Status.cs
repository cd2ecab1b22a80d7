using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Deploy;

/// <summary>What has the traffic, what was deployed last, how it ended and what can be done.</summary>
internal sealed class Status(Kubectl kubectl, TimeProvider time)
{
    public async Task<int> ShowAsync(string environment, OutputFormat format, CancellationToken cancellationToken)
    {
        var slots = new Slots(kubectl);
        var live = await slots.LiveAsync(cancellationToken);
        var counts = new Dictionary<string, PodCount> { ["blue"] = await slots.CountAsync("blue", cancellationToken), ["green"] = await slots.CountAsync("green", cancellationToken) };
        var state = await new StateStore(kubectl).ReadAsync(cancellationToken);
        var says = Explain(environment, state, live);
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json => Write(json, environment, live, counts, state, says));
            return ExitCode.Done;
        }

        Screen.Table(["slot", "traffic", "ready", "asked", "image"], counts.Select(slot => new[]
        {
            slot.Key, slot.Key == live ? "yes" : "no", slot.Value.Ready.ToString(CultureInfo.InvariantCulture), slot.Value.Asked.ToString(CultureInfo.InvariantCulture), slot.Value.Image ?? "none",
        }), lastIsText: true);
        if (state is not null)
        {
            Screen.Title($"{state.Id} by {state.By}, {state.ImageTag ?? "the published images"}, from {state.From ?? "nothing"} to {state.To}");
            Screen.Table(["step", "seconds", "", "found"], state.Steps.Select(step => new[] { step.Name, step.Seconds.ToString("0.0", CultureInfo.InvariantCulture), step.Passed ? "passed" : "failed", step.Detail }), lastIsText: true);
        }

        Screen.Line(says);
        return ExitCode.Done;
    }

    private string Explain(string environment, DeploymentState? state, string? live) => state switch
    {
        null => live is null ? $"Nothing was deployed to {environment}." : $"{live} has the traffic; it was not deployed by this command.",
        { Phase: DeploymentPhase.Succeeded } => $"It succeeded: {live} has the traffic.{(state.From is null ? "" : $" creditai rollback --environment {environment} goes back to {Slots.Other(live!)}.")}",
        { Phase: DeploymentPhase.Failed } => $"It failed at {state.Step}; {(live is null ? "nothing has the traffic." : $"{live} has the traffic.")}",
        { Phase: DeploymentPhase.RolledBack } => $"It was rolled back at {state.Step}: {live} has the traffic.",
        _ when !state.IsInterrupted(time.GetUtcNow()) => $"It is under way at the step {state.Step}; {(live is null ? "nothing has the traffic yet." : $"{live} has the traffic.")}",
        _ when live == state.To => $"It was interrupted at the step {state.Step}, when {live} had the traffic already. The same command goes on watching it; creditai rollback --environment {environment} goes back.",
        _ => $"It was interrupted at the step {state.Step}; {(live is null ? "nothing has the traffic." : $"{live} has the traffic as before.")} The same command resumes it, another tag begins anew.",
    };

    private static void Write(Utf8JsonWriter json, string environment, string? live, Dictionary<string, PodCount> counts, DeploymentState? state, string says)
    {
        json.WriteStartObject();
        json.WriteString("environment", environment);
        json.WriteString("live", live);
        json.WriteStartObject("slots");
        foreach (var (slot, count) in counts)
        {
            json.WriteStartObject(slot);
            json.WriteNumber("ready", count.Ready);
            json.WriteNumber("asked", count.Asked);
            json.WriteString("image", count.Image);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WritePropertyName("deployment");
        json.WriteRawValue(state?.ToJson() ?? "null");
        json.WriteString("says", says);
        json.WriteEndObject();
    }
}
