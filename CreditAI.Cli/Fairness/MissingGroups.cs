namespace CreditAI.Cli.Fairness;

/// <summary>What becomes of rows whose group is missing.</summary>
internal enum MissingGroups
{
    Own,
    LeaveOut,
}
