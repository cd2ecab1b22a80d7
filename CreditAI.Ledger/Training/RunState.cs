namespace CreditAI.Ledger.Training;

/// <summary>What has become of a training run, as the database has it.</summary>
public static class RunState
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
