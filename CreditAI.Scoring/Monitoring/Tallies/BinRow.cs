namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>Decisions of a window by the bin that a feature, or the score, fell into.</summary>
/// <param name="Start">Where the window begins.</param>
/// <param name="Slot">The model's slot of the feature; <see cref="ScoreSlot"/> for the score.</param>
/// <param name="Bin">Of the feature's binning, 0 when it is missing; of the score, which band of <see cref="BandWidth"/> points it lies in.</param>
public sealed record BinRow(DateTimeOffset Start, int Slot, int Bin, long N)
{
    public const int ScoreSlot = -1;

    /// <summary>Points, as people are shown them.</summary>
    public const int BandWidth = 25;

    // Far above what any score is shown as: what is beyond it stands in the last band.
    private const int LastBand = 63;

    public static int BandOf(int score) => Math.Clamp(score / BandWidth, 0, LastBand);
}
