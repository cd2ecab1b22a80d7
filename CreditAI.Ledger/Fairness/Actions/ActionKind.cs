namespace CreditAI.Ledger.Fairness.Actions;

/// <summary>What can be done about a finding besides telling it.</summary>
public enum ActionKind
{
    /// <summary>The canary's share is taken back from the challenger.</summary>
    StopCanary,

    /// <summary>A version that was champion before is champion again.</summary>
    DemoteChampion,
}
