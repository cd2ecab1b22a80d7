namespace CreditAI.Ledger.Notifications;

/// <summary>Names of PostgreSQL's notification channels. A notification wakes; it carries nothing.</summary>
public static class Channels
{
    /// <summary>Decisions were committed.</summary>
    public const string Batch = "ledger_batch";

    /// <summary>Outcomes were recorded.</summary>
    public const string Outcome = "ledger_outcome";

    /// <summary>Another policy was put.</summary>
    public const string Policy = "policy_version";

    /// <summary>An alias points at another model version.</summary>
    public const string Alias = "registry_alias";

    /// <summary>A training run was ordered.</summary>
    public const string Training = "training_run";

    /// <summary>An API key was created or revoked.</summary>
    public const string ApiKey = "access_api_key";
}
