namespace CreditAI.Scoring.Counterfactuals;

/// <param name="Slots">Ascending.</param>
/// <param name="Bins">Where to, by the same index.</param>
/// <param name="Distances">How far, by the same index.</param>
/// <param name="Points">The score with the changes.</param>
internal sealed record ChangeSet(int[] Slots, ushort[] Bins, double[] Distances, double Points)
{
    public double Distance { get; } = Distances.Sum();
}
