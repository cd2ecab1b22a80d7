namespace CreditAI.Scoring.Fairness.Bootstraps;

/// <summary>How to bootstrap.</summary>
/// <param name="Replicates">How often the rows are drawn again, as many as there are and with replacement; at least 100.</param>
/// <param name="Seed">The same seed gives the same intervals, whatever the number of threads.</param>
public sealed record BootstrapOptions(int Replicates, int Seed)
{
    public const int Fewest = 100;
}
