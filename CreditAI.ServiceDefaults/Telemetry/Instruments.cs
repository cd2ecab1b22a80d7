namespace CreditAI.ServiceDefaults.Telemetry;

/// <summary>What is recorded: the framework instruments itself, so its sources and meters are named instead of wrapped.</summary>
internal static class Instruments
{
    private const string Own = "CreditAI.";

    public static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", Own + "*"];

    public static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
        Own + "*",
    ];

    private static readonly HashSet<string> MeterNames = new(Meters, StringComparer.Ordinal);

    public static bool IsMeterRecorded(string meter) =>
        meter.StartsWith(Own, StringComparison.Ordinal) || MeterNames.Contains(meter);
}
