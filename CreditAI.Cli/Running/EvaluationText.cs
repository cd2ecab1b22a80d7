using CreditAI.Scoring.Evaluations;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;

namespace CreditAI.Cli.Running;

/// <summary>Performance and fairness as tables.</summary>
internal static class EvaluationText
{
    public static void WritePerformance(IEnumerable<(string Name, Performance Performance)> performances)
    {
        Screen.Table(["rows", "n", "favourable", "AUC", "KS", "Gini", "Brier", "log-loss"], performances.Select(side => (string[])[
            side.Name,
            Figures.Whole(side.Performance.N),
            Figures.Short(side.Performance.BaseRate),
            Figures.Short(side.Performance.Auc),
            Figures.Short(side.Performance.Ks),
            Figures.Short(side.Performance.Gini),
            Figures.Short(side.Performance.Brier),
            Figures.Short(side.Performance.LogLoss),
        ]));
    }

    public static void WriteCalibration(string rows, ProbabilityCalibration calibration)
    {
        Screen.Title($"Calibration on {rows}");
        Screen.Line($"intercept {Figures.Short(calibration.Intercept.Value)}, slope {Figures.Short(calibration.Slope.Value)} (0 and 1 where probabilities mean what they say)");
        Screen.Line(calibration.HosmerLemeshow.Undefined is { } reason
            ? $"Hosmer–Lemeshow: undefined, {reason}"
            : $"Hosmer–Lemeshow {Figures.Short(calibration.HosmerLemeshow.Value)}, {calibration.DegreesOfFreedom} degrees of freedom, p {Figures.Short(calibration.PValue.Value)}");
        Screen.Table(["probability", "n", "favourable expected", "observed"], calibration.Groups.Select(group => (string[])[
            $"{Figures.Short(group.From)} to {Figures.Short(group.To)}",
            Figures.Whole(group.N),
            Figures.Points(group.Expected),
            Figures.Whole(group.Favourable),
        ]));
    }

    public static void WriteFairness(Evaluation evaluation)
    {
        foreach (var fairness in evaluation.Fairness)
        {
            Screen.Title($"Fairness by {fairness.Attribute}, approving at {Figures.Points(evaluation.ApproveAt)} points (95 % intervals)");
            Screen.Table(
                [
                    "group",
                    "n",
                    "approved",
                    $"approved of{Screen.Break}favourable",
                    $"approved of{Screen.Break}unfavourable",
                    $"impact ratio{Screen.Break}to {fairness.Reference ?? "nobody"}",
                    $"four{Screen.Break}fifths",
                ],
                fairness.Groups.Append(fairness.Overall).Select(Row));
            WriteParity("demographic parity", fairness.DemographicParity);
            WriteParity("equal opportunity", fairness.EqualOpportunity);
            WriteParity("equalized odds", fairness.EqualizedOddsWorstCase);
        }
    }

    private static string[] Row(GroupRates rates) =>
    [
        rates.Group,
        Figures.Whole(rates.N),
        Figures.Percent(rates.SelectionRate),
        Figures.Percent(rates.TruePositiveRate),
        Figures.Percent(rates.FalsePositiveRate),
        Figures.Ratio(rates.AdverseImpactRatio),
        rates.FourFifths switch { true => "kept", false => "broken", null => Figures.Undefined },
    ];

    private static void WriteParity(string name, Parity parity) => Screen.Line(parity.Difference.Undefined is { } reason
        ? $"{name}: undefined, {reason}"
        : $"{name}: difference {Figures.Short(parity.Difference.Value)}, ratio {Figures.Short(parity.Ratio.Value)}");
}
