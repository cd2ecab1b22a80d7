namespace CreditAI.Ledger.Notifications;

/// <summary>Names of PostgreSQL's notification channels. A notification wakes; it carries nothing.</summary>
public static class Channels
{
    /// <summary>Decisions were committed.</summary>
    public const string Batch = "ledger_batch";

    /// <summary>An alias points at another model version.</summary>
    public const string Alias = "registry_alias";

    /// <summary>An API key was created or revoked.</summary>
    public const string ApiKey = "access_api_key";
}
