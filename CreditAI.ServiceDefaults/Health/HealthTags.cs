namespace CreditAI.ServiceDefaults.Health;

/// <summary>Tags that say which probe asks a health check. A check without any of them is asked by readiness.</summary>
public static class HealthTags
{
    /// <summary>A failure means that only a restart helps.</summary>
    public const string Live = "live";

    /// <summary>A failure means that no request should come here now.</summary>
    public const string Ready = "ready";

    /// <summary>Asked, beside the readiness checks, until it was healthy once.</summary>
    public const string Startup = "startup";
}
