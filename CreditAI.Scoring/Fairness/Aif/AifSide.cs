using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Aif;

/// <summary>One side of AIF360's comparison: the privileged group, all others, or everyone.</summary>
/// <param name="Confusion">Decisions against outcomes.</param>
/// <param name="Generalized">The same with the score in the decision's place; null without scores.</param>
public sealed record AifSide(Confusion Confusion, GeneralizedConfusion? Generalized)
{
    /// <summary>AIF360's performance measures under its short names.</summary>
    public IReadOnlyList<NamedMeasure> Rates =>
    [
        new("selection_rate", Confusion.SelectionRate),
        new("TPR", Confusion.TruePositiveRate),
        new("TNR", Confusion.TrueNegativeRate),
        new("FPR", Confusion.FalsePositiveRate),
        new("FNR", Confusion.FalseNegativeRate),
        .. Generalized is { } generalized ? (NamedMeasure[])
        [
            new("GTPR", generalized.TruePositiveRate(Confusion)),
            new("GTNR", generalized.TrueNegativeRate(Confusion)),
            new("GFPR", generalized.FalsePositiveRate(Confusion)),
            new("GFNR", generalized.FalseNegativeRate(Confusion)),
        ] : [],
        new("PPV", Confusion.Precision),
        new("NPV", Confusion.NegativePredictiveValue),
        new("FDR", Confusion.FalseDiscoveryRate),
        new("FOR", Confusion.FalseOmissionRate),
        new("ACC", Confusion.Accuracy),
    ];

    internal Measure ErrorRate => Confusion.All.Share(Confusion.FalsePositives + Confusion.FalseNegatives, Confusion.NoRows);

    internal (double Benefit, long Rows)[] Benefits =>
    [
        (0, Confusion.FalseNegatives.Rows), (1, Confusion.Right.Rows), (2, Confusion.FalsePositives.Rows),
    ];

    internal (double Benefit, long Rows) MeanBenefit => Confusion.All.Rows is > 0 and var rows
        ? ((Confusion.Right.Rows + (2.0 * Confusion.FalsePositives.Rows)) / rows, rows)
        : (0, 0);

    public static AifSide operator +(AifSide left, AifSide right) => new(
        left.Confusion + right.Confusion, left.Generalized is { } one && right.Generalized is { } other ? one + other : null);
}
