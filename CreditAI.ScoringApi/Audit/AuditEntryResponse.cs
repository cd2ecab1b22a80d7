using System.ComponentModel;
using System.Text.Json;
using CreditAI.Ledger.Audit;

namespace CreditAI.ScoringApi.Audit;

/// <summary>An administrative act.</summary>
internal sealed record AuditEntryResponse(
    [property: Description("From 1, without gaps.")] long Number,
    [property: Description("UTC.")] DateTimeOffset At,
    [property: Description("Who acted.")] string Actor,
    [property: Description("What was done, such as model.promote.")] string Action,
    [property: Description("What it was done to.")] string Target,
    [property: Description("What changed.")] JsonElement Detail,
    [property: Description("SHA-256 of the entry before, lower-case hex.")] string Previous,
    [property: Description("SHA-256 of this entry and the one before, lower-case hex.")] string Hash)
{
    public static AuditEntryResponse From(RecordedAct act) => new(
        act.Number, act.At, act.Actor, act.Action, act.Target, JsonElement.Parse(act.Detail), Convert.ToHexStringLower(act.Previous), Convert.ToHexStringLower(act.Hash));
}
