namespace CreditAI.Ledger.Fairness.Actions;

public enum ActionState
{
    Taken,

    /// <summary>It was to be taken and could not be.</summary>
    Refused,

    Undone,
}
