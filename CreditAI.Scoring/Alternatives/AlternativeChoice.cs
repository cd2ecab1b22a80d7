using System.Globalization;

namespace CreditAI.Scoring.Alternatives;

/// <summary>The rule: of the alternatives within the tolerated loss, the fairest; of equally fair ones the most accurate.</summary>
internal static class AlternativeChoice
{
    public static (int Chosen, string Reason) Of(IReadOnlyList<Alternative> family, SearchOptions options)
    {
        var baseline = family[0];
        if (baseline.Accuracy.Value is null || baseline.Fairness.Value is null)
        {
            return (0, "The baseline's own measures are undefined on the held-out rows, so nothing can be compared with it");
        }

        var fairest = family
            .Where(one => Within(one, options) && one.Fairness.Value is not null)
            .OrderByDescending(one => options.Fairness.Merit(one.Fairness.Value!.Value))
            .ThenByDescending(one => options.Accuracy.Merit(one.Accuracy.Value!.Value))
            .ThenBy(one => one.Spec.Index)
            .First();
        var tolerance = string.Create(CultureInfo.InvariantCulture, $"within a loss of {options.MaximumLoss} in {options.Accuracy.DisplayName}");
        return !(fairest.Gain.Value > 0)
            ? (0, $"Of {family.Count} scorecards, none {tolerance} is fairer than the baseline by {options.Fairness.DisplayName}")
            : (fairest.Spec.Index, $"Of {family.Count} scorecards, the fairest by {options.Fairness.DisplayName} {tolerance}: {fairest.Spec.Describe()}");
    }

    /// <summary>Says of each one why it was not chosen: an examiner asks it of every fairer one.</summary>
    public static IReadOnlyList<Alternative> Explain(IReadOnlyList<Alternative> family, int chosen, SearchOptions options) =>
        [.. family.Select(one => one with { NotChosen = one.Spec.Index == chosen ? null : Why(one, family[chosen], options) })];

    private static bool Within(Alternative one, SearchOptions options) => one.Loss.Value <= options.MaximumLoss;

    private static string Why(Alternative one, Alternative chosen, SearchOptions options)
    {
        if (one.Accuracy.Value is null || one.Fairness.Value is null)
        {
            return "a measure is undefined on the held-out rows";
        }

        if (!Within(one, options))
        {
            var fairer = one.Gain.Value > chosen.Gain.Value ? "fairer, but " : "";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{fairer}its {options.Accuracy.DisplayName} is worse by {one.Loss.Value:0.####}, more than the tolerated {options.MaximumLoss}");
        }

        return one.Gain.Value < chosen.Gain.Value ? "less fair than the chosen one" : "as fair as the chosen one, and not more accurate";
    }
}
