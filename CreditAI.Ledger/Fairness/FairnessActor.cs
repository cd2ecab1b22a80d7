namespace CreditAI.Ledger.Fairness;

/// <summary>Who the records name where the worker does something by itself.</summary>
internal static class FairnessActor
{
    public const string Name = "fairness-worker";
}
