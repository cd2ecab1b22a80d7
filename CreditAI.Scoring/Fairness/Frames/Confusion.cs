namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>Decisions against outcomes: approval is the positive prediction, the favourable outcome the positive label.</summary>
public readonly record struct Confusion(Cell TruePositives, Cell FalsePositives, Cell TrueNegatives, Cell FalseNegatives)
{
    internal const string NoRows = "there are no rows";
    internal const string NoFavourable = "there are no favourable outcomes";
    internal const string NoUnfavourable = "there are no unfavourable outcomes";
    internal const string NobodySelected = "nobody is approved";
    internal const string EverybodySelected = "everybody is approved";

    public Cell Favourable => TruePositives + FalseNegatives;

    public Cell Unfavourable => FalsePositives + TrueNegatives;

    public Cell Selected => TruePositives + FalsePositives;

    public Cell NotSelected => TrueNegatives + FalseNegatives;

    public Cell Right => TruePositives + TrueNegatives;

    public Cell All => Favourable + Unfavourable;

    public Measure BaseRate => All.Share(Favourable, NoRows);

    public Measure SelectionRate => All.Share(Selected, NoRows);

    public Measure Accuracy => All.Share(Right, NoRows);

    public Measure TruePositiveRate => Favourable.Share(TruePositives, NoFavourable);

    public Measure FalseNegativeRate => Favourable.Share(FalseNegatives, NoFavourable);

    public Measure FalsePositiveRate => Unfavourable.Share(FalsePositives, NoUnfavourable);

    public Measure TrueNegativeRate => Unfavourable.Share(TrueNegatives, NoUnfavourable);

    public Measure Precision => Selected.Share(TruePositives, NobodySelected);

    public Measure FalseDiscoveryRate => Selected.Share(FalsePositives, NobodySelected);

    public Measure NegativePredictiveValue => NotSelected.Share(TrueNegatives, EverybodySelected);

    public Measure FalseOmissionRate => NotSelected.Share(FalseNegatives, EverybodySelected);

    /// <summary>Mean of the two classes' recalls; undefined, not the one of them, where a class is absent.</summary>
    public Measure BalancedAccuracy => Measure.Combine(TruePositiveRate, TrueNegativeRate, (one, other) => (one + other) / 2);

    /// <summary>Harmonic mean of precision and recall; undefined where nobody is approved and no outcome is favourable.</summary>
    public Measure F1
    {
        get
        {
            var either = TruePositives + FalsePositives + FalseNegatives;
            return either.Weight > 0
                ? Measure.Of(2 * TruePositives.Weight / (TruePositives.Weight + either.Weight), either.Rows)
                : Measure.Not(0, "nobody is approved and no outcome is favourable");
        }
    }

    public static Confusion operator +(Confusion left, Confusion right) => new(
        left.TruePositives + right.TruePositives,
        left.FalsePositives + right.FalsePositives,
        left.TrueNegatives + right.TrueNegatives,
        left.FalseNegatives + right.FalseNegatives);
}
