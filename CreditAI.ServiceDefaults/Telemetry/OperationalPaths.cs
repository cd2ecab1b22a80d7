namespace CreditAI.ServiceDefaults.Telemetry;

/// <summary>Where machines ask every few seconds: neither traced nor counted among the requests.</summary>
internal static class OperationalPaths
{
    public const string Health = "/health";
    public const string Metrics = "/metrics";
}
