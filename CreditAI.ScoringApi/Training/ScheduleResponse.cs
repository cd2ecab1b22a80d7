using System.ComponentModel;
using System.Text.Json;
using CreditAI.Ledger.Training;

namespace CreditAI.ScoringApi.Training;

[Description("A schedule of training runs.")]
internal sealed record ScheduleResponse(
    [property: Description("Its name.")] string Name,
    [property: Description("Quartz's cron expression, UTC.")] string Cron,
    [property: Description("What is ordered each time.")] JsonElement Order,
    [property: Description("Why.")] string Reason,
    [property: Description("Who put it.")] string PutBy,
    [property: Description("UTC.")] DateTimeOffset PutAt,
    [property: Description("The next time, UTC; null where none comes.")] DateTimeOffset? Next)
{
    public static ScheduleResponse Of(TrainingSchedule schedule) => new(
        schedule.Name, schedule.Cron, JsonElement.Parse(schedule.Order.ToUtf8Json()), schedule.Reason, schedule.PutBy, schedule.PutAt,
        TrainingSchedules.NextOf(schedule));
}
