using System.ComponentModel;
using System.Text.Json;
using CreditAI.Ledger.Training;

namespace CreditAI.ScoringApi.Training;

[Description("A training run.")]
internal sealed record TrainingRunResponse(
    [property: Description("Its id.")] Guid Id,
    [property: Description("queued, running, succeeded, failed or cancelled.")] string State,
    [property: Description("What it is at.")] string Step,
    [property: Description("How far that is, 0 to 1.")] double Progress,
    [property: Description("Whether it was asked to stop.")] bool CancelRequested,
    [property: Description("What was ordered.")] JsonElement Order,
    [property: Description("Why.")] string Reason,
    [property: Description("Who ordered it.")] string OrderedBy,
    [property: Description("UTC. Outcomes recorded later are not in it.")] DateTimeOffset OrderedAt,
    [property: Description("The schedule that ordered it; null where somebody did.")] string? Schedule,
    [property: Description("How often a worker has taken it.")] int Attempts,
    [property: Description("UTC.")] DateTimeOffset? StartedAt,
    [property: Description("UTC.")] DateTimeOffset? EndedAt,
    [property: Description("Why it failed.")] string? Error,
    [property: Description("The model version that came of it.")] int? ModelVersion,
    [property: Description("Data hash, code version, parameters, measures, and what was searched; null before it has succeeded.")] JsonElement? Evidence)
{
    public static TrainingRunResponse Of(TrainingRun run) => new(
        run.Id, run.State, run.Step, run.Progress, run.IsCancelled, JsonElement.Parse(run.Order.ToUtf8Json()), run.Reason, run.OrderedBy, run.OrderedAt, run.Schedule,
        run.Attempts, run.StartedAt, run.EndedAt, run.Error, run.ModelVersion, run.Evidence is null ? null : JsonElement.Parse(run.Evidence));
}
