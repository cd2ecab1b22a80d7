using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Aif;

/// <summary>A confusion matrix that counts each row by its score: weight times score as approved, the rest as not (Pleiss et al. 2017).</summary>
public readonly record struct GeneralizedConfusion(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    public static GeneralizedConfusion operator +(GeneralizedConfusion left, GeneralizedConfusion right) => new(
        left.TruePositives + right.TruePositives,
        left.FalsePositives + right.FalsePositives,
        left.TrueNegatives + right.TrueNegatives,
        left.FalseNegatives + right.FalseNegatives);

    internal Measure TruePositiveRate(Confusion confusion) => Share(TruePositives, confusion.Favourable, Confusion.NoFavourable);

    internal Measure FalseNegativeRate(Confusion confusion) => Share(FalseNegatives, confusion.Favourable, Confusion.NoFavourable);

    internal Measure FalsePositiveRate(Confusion confusion) => Share(FalsePositives, confusion.Unfavourable, Confusion.NoUnfavourable);

    internal Measure TrueNegativeRate(Confusion confusion) => Share(TrueNegatives, confusion.Unfavourable, Confusion.NoUnfavourable);

    private static Measure Share(double part, Cell whole, string nothing) =>
        whole.Weight > 0 ? Measure.Of(part / whole.Weight, whole.Rows) : Measure.Not(whole.Rows, nothing);
}
