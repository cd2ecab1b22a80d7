using System.Globalization;

namespace CreditAI.Cli.Deploy;

/// <summary>
/// The new slot's adverse impact ratios beside the live slot's, on the same applications and at the same cut-off. The new slot may
/// not break the four-fifths rule (29 CFR 1607.4 D) where the live slot does better.
/// </summary>
internal static class SlotFairness
{
    private const double FourFifths = 0.8;

    /// <summary>So much worse is not told from rounding.</summary>
    private const double Tolerance = 0.01;

    /// <summary>Of fewer applicants a rate says too little.</summary>
    private const int LeastGroup = 30;

    public static (bool Passed, string Detail) Compare(IReadOnlyList<SampleApplication> applications, TrialResult live, TrialResult slot)
    {
        var cutOff = slot.CutOff ?? live.CutOff ?? Median(live);
        var (passed, told) = (true, new List<string>());
        foreach (var attribute in applications.SelectMany(application => application.Groups.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var groups = Enumerable.Range(0, applications.Count).Where(index => applications[index].Groups.ContainsKey(attribute) && live.Points[index] is not null && slot.Points[index] is not null)
                .GroupBy(index => applications[index].Groups[attribute]).Where(group => group.Count() >= LeastGroup).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
            double Rate(TrialResult trial, IEnumerable<int> group) => group.Average(index => trial.Points[index] >= cutOff ? 1.0 : 0.0);

            // Over the group that each slot itself approves most: a slot that turns the tables is not measured by those it favours.
            var (mostLive, mostSlot) = (groups.Count > 0 ? groups.Max(group => Rate(live, group)) : 0, groups.Count > 0 ? groups.Max(group => Rate(slot, group)) : 0);
            if (groups.Count < 2 || mostLive == 0 || mostSlot == 0)
            {
                told.Add($"{attribute}: undefined, {(groups.Count < 2 ? $"fewer than two groups of {LeastGroup}" : "nobody is approved")}");
                continue;
            }

            foreach (var group in groups)
            {
                var (before, after) = (Rate(live, group) / mostLive, Rate(slot, group) / mostSlot);
                passed &= after >= FourFifths || after >= before - Tolerance;
                told.Add(string.Create(CultureInfo.InvariantCulture, $"{attribute} {group.Key} {after:0.000}, live {before:0.000} (n {group.Count()})"));
            }
        }

        return told.Count > 0 ? (passed, string.Join("; ", told)) : (true, "undefined: the applications tell no protected attribute");
    }

    private static double Median(TrialResult trial)
    {
        var sorted = trial.Points.OfType<double>().Order().ToList();
        return sorted.Count > 0 ? sorted[sorted.Count / 2] : 0;
    }
}
