namespace CreditAI.Ledger.Decisions;

/// <summary>The numbers are the ledger's: never change one.</summary>
public enum FeatureValueKind : byte
{
    Missing = 0,
    Number = 1,
    Text = 2,
}
