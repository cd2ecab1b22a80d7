using System.Globalization;
using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Aif;

/// <summary>
/// AIF360's measures under its names: the privileged group against all others. Differences are unprivileged less privileged,
/// ratios unprivileged over privileged.
/// </summary>
public sealed class AifFairness
{
    private static readonly double[] Alphas = [0, 0.5, 1, 2, 3];

    private AifFairness(AifSide unprivileged, AifSide privileged)
    {
        (Unprivileged, Privileged, All) = (unprivileged, privileged, unprivileged + privileged);
    }

    public AifSide All { get; }

    public AifSide Privileged { get; }

    public AifSide Unprivileged { get; }

    /// <summary>Of the outcomes, whatever was decided.</summary>
    public IReadOnlyList<NamedMeasure> Dataset =>
    [
        new("base_rate", All.Confusion.BaseRate),
        new("mean_difference", Difference(side => side.Confusion.BaseRate)),
        new("disparate_impact", Ratio(side => side.Confusion.BaseRate)),
        new("statistical_parity_difference", Difference(side => side.Confusion.BaseRate)),
        new("smoothed_empirical_differential_fairness", DifferentialFairness(confusion => confusion.Favourable)),
        new("num_positives", Measure.Of(All.Confusion.Favourable.Weight, All.Confusion.Favourable.Rows)),
        new("num_negatives", Measure.Of(All.Confusion.Unfavourable.Weight, All.Confusion.Unfavourable.Rows)),
    ];

    /// <summary>Of the decisions against the outcomes.</summary>
    public IReadOnlyList<NamedMeasure> Measures => [.. Rates(), .. Entropies()];

    /// <param name="rows">Decisions with outcomes; weights count in everything but the entropies.</param>
    /// <param name="grouping">The attribute.</param>
    /// <param name="privileged">One of its groups.</param>
    public static AifFairness Of(DecisionRows rows, Grouping grouping, string privileged)
    {
        var sides = grouping.Against(privileged);
        var confusions = rows.ConfusionBy(sides, 2);
        var generalized = rows.HasScores ? Generalize(rows, sides) : [null, null];
        return new AifFairness(new AifSide(confusions[0], generalized[0]), new AifSide(confusions[1], generalized[1]));
    }

    private static GeneralizedConfusion?[] Generalize(DecisionRows rows, int[] sides)
    {
        var sums = new double[2, 2, 2];
        for (var row = 0; row < sides.Length; row++)
        {
            if (sides[row] >= 0)
            {
                var (weight, score, favourable) = (rows.Weighed(row).Weight, rows.Scores[row], rows.KindOf(row) >> 1);
                sums[sides[row], favourable, 1] += weight * score;
                sums[sides[row], favourable, 0] += weight * (1 - score);
            }
        }

        return [Of(0), Of(1)];

        GeneralizedConfusion? Of(int side) => new(sums[side, 1, 1], sums[side, 0, 1], sums[side, 0, 0], sums[side, 1, 0]);
    }

    private IEnumerable<NamedMeasure> Rates()
    {
        var truePositives = Difference(side => side.Confusion.TruePositiveRate);
        var falsePositives = Difference(side => side.Confusion.FalsePositiveRate);
        var precision = Difference(side => side.Confusion.Precision);
        var omission = Difference(side => side.Confusion.FalseOmissionRate);
        yield return new("statistical_parity_difference", Difference(side => side.Confusion.SelectionRate));
        yield return new("disparate_impact", Ratio(side => side.Confusion.SelectionRate));
        yield return new("equal_opportunity_difference", truePositives);
        yield return new("average_odds_difference", Measure.Combine(falsePositives, truePositives, Mean));
        yield return new("average_abs_odds_difference", Measure.Combine(falsePositives, truePositives, (one, other) => Mean(Math.Abs(one), Math.Abs(other))));
        yield return new("average_predictive_value_difference", Measure.Combine(precision, omission, Mean));
        yield return new("equalized_odds_difference", Measure.Combine(falsePositives, truePositives, Larger));
        if (All.Generalized is not null)
        {
            yield return new("generalized_equalized_odds_difference", Measure.Combine(
                Difference(side => side.Generalized!.Value.FalsePositiveRate(side.Confusion)),
                Difference(side => side.Generalized!.Value.TruePositiveRate(side.Confusion)),
                Larger));
        }

        yield return new("true_positive_rate_difference", truePositives);
        yield return new("false_positive_rate_difference", falsePositives);
        yield return new("false_negative_rate_difference", Difference(side => side.Confusion.FalseNegativeRate));
        yield return new("false_omission_rate_difference", omission);
        yield return new("false_discovery_rate_difference", Difference(side => side.Confusion.FalseDiscoveryRate));
        yield return new("false_positive_rate_ratio", Ratio(side => side.Confusion.FalsePositiveRate));
        yield return new("false_negative_rate_ratio", Ratio(side => side.Confusion.FalseNegativeRate));
        yield return new("false_omission_rate_ratio", Ratio(side => side.Confusion.FalseOmissionRate));
        yield return new("false_discovery_rate_ratio", Ratio(side => side.Confusion.FalseDiscoveryRate));
        yield return new("error_rate_difference", Difference(side => side.ErrorRate));
        yield return new("error_rate_ratio", Ratio(side => side.ErrorRate));
    }

    private IEnumerable<NamedMeasure> Entropies()
    {
        yield return new("theil_index", Entropy(1));
        yield return new("coefficient_of_variation", Variation(Entropy(2)));

        // AIF360 asks for the privileged and unprivileged groups or for every value of the attribute; of a binary one both are the same.
        foreach (var scope in (string[])["between_group", "between_all_groups"])
        {
            yield return new($"{scope}_theil_index", BetweenGroups(1));
            yield return new($"{scope}_coefficient_of_variation", Variation(BetweenGroups(2)));
        }

        yield return new("differential_fairness_bias_amplification", Measure.Combine(
            DifferentialFairness(confusion => confusion.Selected), DifferentialFairness(confusion => confusion.Favourable), (decided, given) => decided - given));
        foreach (var alpha in Alphas)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"generalized_entropy_index_alpha_{alpha}");
            yield return new(name, Entropy(alpha));
            yield return new($"between_group_{name}", BetweenGroups(alpha));
            yield return new($"between_all_groups_{name}", BetweenGroups(alpha));
        }
    }

    private Measure Entropy(double alpha) => GeneralizedEntropy.Index(All.Benefits, alpha);

    private Measure BetweenGroups(double alpha) => GeneralizedEntropy.Index([Unprivileged.MeanBenefit, Privileged.MeanBenefit], alpha);

    // Rounding may leave an entropy of equal benefits a hair below 0.
    private static Measure Variation(Measure entropy) => entropy with { Value = entropy.Value is { } value ? Math.Sqrt(2 * Math.Max(0, value)) : null };

    /// <summary>Largest log ratio between the sides' shares, or the shares' complements, each smoothed by half a row (Foulds et al. 2020).</summary>
    private Measure DifferentialFairness(Func<Confusion, Cell> of)
    {
        var (one, other) = (Smoothed(Unprivileged), Smoothed(Privileged));
        var n = All.Confusion.All.Rows;
        return Unprivileged.Confusion.All.Rows == 0 || Privileged.Confusion.All.Rows == 0
            ? Measure.Not(n, "there are not two groups")
            : Measure.Of(Math.Max(Math.Abs(Math.Log(one) - Math.Log(other)), Math.Abs(Math.Log(1 - one) - Math.Log(1 - other))), n);

        double Smoothed(AifSide side) => (of(side.Confusion).Weight + 0.5) / (side.Confusion.All.Weight + 1);
    }

    private Measure Difference(Func<AifSide, Measure> of) => Measure.Combine(of(Unprivileged), of(Privileged), (one, other) => one - other);

    private Measure Ratio(Func<AifSide, Measure> of) => Measure.Ratio(of(Unprivileged), of(Privileged));

    private static double Mean(double one, double other) => (one + other) / 2;

    private static double Larger(double one, double other) => Math.Max(Math.Abs(one), Math.Abs(other));
}
