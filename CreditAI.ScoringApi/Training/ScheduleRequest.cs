using System.ComponentModel;

namespace CreditAI.ScoringApi.Training;

[Description("Orders training runs again and again.")]
internal sealed record ScheduleRequest(
    [property: Description("Quartz's cron expression, UTC: seconds, minutes, hours, day of the month, month, day of the week.")] string Cron,
    [property: Description("Why; it is recorded with every run.")] string Reason,
    [property: Description("What is ordered each time.")] OrderContent Order);
