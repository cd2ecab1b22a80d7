using System.Runtime.InteropServices;

namespace CreditAI.Benchmarks.Load.Results;

/// <summary>Where it was measured.</summary>
internal sealed record MachineFacts(
    string Processor, int Cores, long MemoryMiB, string OperatingSystem, string Kernel, string DotNet, string Postgres, string Client, string Pinning)
{
    public static MachineFacts Read(string postgres, string client, string pinning) => new(
        CpuModel(), Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        RuntimeInformation.OSDescription, Environment.OSVersion.VersionString, RuntimeInformation.FrameworkDescription, postgres, client, pinning);

    private static string CpuModel() =>
        File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
