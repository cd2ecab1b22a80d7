namespace CreditAI.Ledger.Fairness.Alerts;

/// <summary>What of a finding is told, as the database has it.</summary>
public static class AlertEvent
{
    public const string Opened = "opened";

    /// <summary>It was a warning and is critical.</summary>
    public const string Worsened = "worsened";

    public const string Closed = "closed";
}
