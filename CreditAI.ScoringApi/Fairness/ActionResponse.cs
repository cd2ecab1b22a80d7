using System.ComponentModel;
using CreditAI.Ledger.Fairness.Actions;

namespace CreditAI.ScoringApi.Fairness;

[Description("What was done about a finding without waiting for a person.")]
internal sealed record ActionResponse(
    [property: Description("Its id.")] Guid Id,
    [property: Description("The finding it was about.")] Guid FindingId,
    [property: Description("stop_canary or demote_champion.")] string Kind,
    [property: Description("taken, refused or undone.")] string State,
    [property: Description("The share of applications that the challenger decided, of a canary that was stopped.")] double? CanaryShare,
    [property: Description("The policy that stopped it.")] int? PolicyVersion,
    [property: Description("The model version that was champion, of a demotion.")] int? From,
    [property: Description("The one that was made champion.")] int? To,
    [property: Description("Why it was refused.")] string? Why,
    [property: Description("UTC.")] DateTimeOffset TakenAt,
    [property: Description("Null while it stands.")] DateTimeOffset? UndoneAt,
    [property: Description("The caller who undid it.")] string? UndoneBy,
    [property: Description("Why.")] string? UndoReason)
{
    public static ActionResponse Of(FairnessAction action) => new(
        action.Id, action.FindingId, action.Kind.ToText(), action.State.ToText(), action.Detail.CanaryShare, action.Detail.PolicyVersion, action.Detail.From,
        action.Detail.To, action.Detail.Why, action.TakenAt, action.UndoneAt, action.UndoneBy, action.UndoReason);
}
