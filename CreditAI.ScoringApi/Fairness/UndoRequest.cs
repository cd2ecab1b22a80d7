using System.ComponentModel;

namespace CreditAI.ScoringApi.Fairness;

[Description("Undoes an action.")]
internal sealed record UndoRequest([property: Description("Why; it is recorded.")] string Reason);
