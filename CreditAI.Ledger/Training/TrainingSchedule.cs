using CreditAI.Scoring.Training.Orders;

namespace CreditAI.Ledger.Training;

/// <summary>A training order that is given again and again.</summary>
/// <param name="Cron">Quartz's expression, UTC.</param>
/// <param name="FiredAt">The last time that was due and has been ordered; when it was put, before the first.</param>
public sealed record TrainingSchedule(string Name, string Cron, TrainingOrder Order, string Reason, string PutBy, DateTimeOffset PutAt, DateTimeOffset FiredAt);
