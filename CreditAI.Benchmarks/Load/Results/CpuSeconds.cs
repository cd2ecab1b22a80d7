namespace CreditAI.Benchmarks.Load.Results;

/// <summary>Processor seconds that each side spent; null where the system does not tell.</summary>
/// <param name="Server">The server that was driven.</param>
/// <param name="Postgres">Every process of PostgreSQL.</param>
/// <param name="Client">What drove it.</param>
/// <param name="Machine">All programs together.</param>
/// <param name="Wall">The time in which they were spent.</param>
internal sealed record CpuSeconds(double? Server, double? Postgres, double? Client, double? Machine, double Wall)
{
    /// <summary>Cores that other programs had; null where the system does not tell.</summary>
    public double? OthersShare => (Machine - Server - Postgres - Client) / Wall;

    public static CpuSeconds operator -(CpuSeconds after, CpuSeconds before) =>
        new(after.Server - before.Server, after.Postgres - before.Postgres, after.Client - before.Client, after.Machine - before.Machine,
        after.Wall - before.Wall);

    public CpuSeconds Per(long requests) => new(Server / requests, Postgres / requests, Client / requests, Machine / requests, Wall / requests);
}
