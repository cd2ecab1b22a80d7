namespace Aspire.Hosting.Dcp.Model;

internal sealed class ServiceStatus
{
    /// <summary><c>NotReady</c> until a producer runs, then <c>Ready</c>.</summary>
    public string? State { get; init; }

    public string? EffectiveAddress { get; init; }

    /// <summary>Absent while DCP cannot open the wanted port.</summary>
    public int? EffectivePort { get; init; }
}
