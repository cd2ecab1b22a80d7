namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>The measures that a frontier can be drawn of. Over several protected attributes, fairness is that of the worst.</summary>
public static class FrontierMeasures
{
    public static readonly FrontierMeasure Auc = new("auc", "AUC", value => value, (judged, weights) => judged.Ranking(weights)?.Auc);

    public static readonly FrontierMeasure AdverseImpactRatio = new(
        "air", "adverse impact ratio", value => Math.Min(value, 1), (judged, weights) => Worst(judged, attribute => Ratio(judged, attribute, weights), Math.Min));

    /// <summary>Measures of how well outcomes are told apart.</summary>
    public static readonly IReadOnlyList<FrontierMeasure> Accuracy =
    [
        Auc,
        new("ks", "KS", value => value, (judged, weights) => judged.Ranking(weights)?.Ks),
        new("brier", "Brier score", value => -value, Brier),
        new("bad_rate", "bad rate of the approved", value => -value, BadRate),
    ];

    /// <summary>Measures of fairness at the cut-off.</summary>
    public static readonly IReadOnlyList<FrontierMeasure> Fairness =
    [
        AdverseImpactRatio,
        new("demographic_parity_difference", "demographic parity difference", value => -value, (judged, weights) => Widest(judged, weights, null)),
        new("equal_opportunity_difference", "equal opportunity difference", value => -value, (judged, weights) => Widest(judged, weights, true)),
        new("equalized_odds_difference", "equalized odds difference", value => -value, (judged, weights) =>
            Widest(judged, weights, true) is { } opportunity && Widest(judged, weights, false) is { } falsePositives ? Math.Max(opportunity, falsePositives) : null),
        new("smd", "standardized mean difference of the score", value => -value, (judged, weights) =>
            Worst(judged, attribute => StandardizedMeanDifference(judged, attribute, weights), Math.Max)),
    ];

    private static double? Worst(Judged judged, Func<JudgedAttribute, double?> of, Func<double, double, double> worse)
    {
        double? worst = null;
        foreach (var attribute in judged.Rows.Attributes)
        {
            if (of(attribute) is not { } value)
            {
                return null;
            }

            worst = worst is { } before ? worse(before, value) : value;
        }

        return worst;
    }

    /// <summary>The lowest approval rate of another group over the reference group's.</summary>
    private static double? Ratio(Judged judged, JudgedAttribute attribute, double[] weights)
    {
        var rates = judged.ApprovalRates(attribute, weights);
        return rates.Contains(null) || !(rates[attribute.Reference] > 0)
            ? null
            : rates.Where((_, group) => group != attribute.Reference).Min() / rates[attribute.Reference];
    }

    private static double? Widest(Judged judged, double[] weights, bool? outcome) => Worst(
        judged,
        attribute => judged.ApprovalRates(attribute, weights, outcome) is var rates && rates.Contains(null) ? null : rates.Max() - rates.Min(),
        Math.Max);

    /// <summary>Largest |mean points of a group − mean points of the reference| over the standard deviation of all.</summary>
    private static double? StandardizedMeanDifference(Judged judged, JudgedAttribute attribute, double[] weights)
    {
        var (sums, totals) = (new double[attribute.Groups.Count], new double[attribute.Groups.Count]);
        double sum = 0, total = 0, squares = 0;
        for (var row = 0; row < weights.Length; row++)
        {
            var weighted = weights[row] * judged.Points[row];
            sum += weighted;
            total += weights[row];
            squares += weighted * judged.Points[row];
            if (attribute.Codes[row] is >= 0 and var group)
            {
                sums[group] += weighted;
                totals[group] += weights[row];
            }
        }

        var variance = (squares / total) - (sum / total * (sum / total));
        return totals.Contains(0) || !(variance > 0)
            ? null
            : sums.Select((value, group) => Math.Abs((value / totals[group]) - (sums[attribute.Reference] / totals[attribute.Reference]))).Max() / Math.Sqrt(variance);
    }

    private static double? Brier(Judged judged, double[] weights)
    {
        double squares = 0, total = 0;
        for (var row = 0; row < weights.Length; row++)
        {
            var miss = judged.Probabilities[row] - (judged.Rows.Favourable[row] ? 1 : 0);
            squares += weights[row] * miss * miss;
            total += weights[row];
        }

        return total > 0 ? squares / total : null;
    }

    internal static double? BadRate(Judged judged, double[] weights)
    {
        double bad = 0, approved = 0;
        for (var row = 0; row < weights.Length; row++)
        {
            approved += judged.Approved[row] ? weights[row] : 0;
            bad += judged.Approved[row] && !judged.Rows.Favourable[row] ? weights[row] : 0;
        }

        return approved > 0 ? bad / approved : null;
    }
}
