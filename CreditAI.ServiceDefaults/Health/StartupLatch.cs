using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.ServiceDefaults.Health;

/// <summary>Remembers that the service was up once: a startup probe asks about the start, not about today's database.</summary>
internal sealed class StartupLatch
{
    private volatile bool _open;

    public static HealthReport Passed { get; } = new(new Dictionary<string, HealthReportEntry>(), TimeSpan.Zero);

    public bool IsOpen => _open;

    public void Open() => _open = true;
}
