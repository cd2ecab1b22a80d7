namespace CreditAI.Ledger;

internal static class Instant
{
    /// <summary>As PostgreSQL keeps it, in microseconds: what is answered now is what is read back later.</summary>
    public static DateTimeOffset Stored(DateTimeOffset instant) => instant.ToUniversalTime().AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
