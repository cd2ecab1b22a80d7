namespace CreditAI.Benchmarks.Load.Results;

/// <summary>Processor seconds that each side spent; null where the system does not tell.</summary>
/// <param name="Server">The server that was driven.</param>
/// <param name="Postgres">Every process of PostgreSQL.</param>
/// <param name="Client">What drove it.</param>
/// <param name="Machine">All programs together.</param>
internal sealed record CpuSeconds(double? Server, double? Postgres, double? Client, double? Machine)
{
    /// <summary>What others on the machine spent: they took it from what was measured.</summary>
    public double? Others => Machine - Server - Postgres - Client;

    public static CpuSeconds operator -(CpuSeconds after, CpuSeconds before) =>
        new(after.Server - before.Server, after.Postgres - before.Postgres, after.Client - before.Client, after.Machine - before.Machine);

    public CpuSeconds Per(long requests) => new(Server / requests, Postgres / requests, Client / requests, Machine / requests);
}
