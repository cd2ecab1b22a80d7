using System.Globalization;
using System.Text.Json;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Tests.Scoring.Fairness;

/// <summary>A case of the reference: a few rows with what the toolkits say of them.</summary>
internal sealed class EdgeCase
{
    private readonly string _name;
    private readonly JsonElement _case;
    private readonly Row[] _rows;

    public EdgeCase(JsonProperty one)
    {
        (_name, _case) = (one.Name, one.Value);
        var (labels, decisions) = (Numbers("y_true"), Numbers("y_pred"));
        var weights = _case.TryGetProperty("weight", out _) ? Numbers("weight") : [.. labels.Select(_ => 1d)];
        _rows = [.. labels.Select((label, row) => new Row(GroupOf(row), label == 1, decisions[row] == 1, weights[row]))];
        Fairness = FairnessMeasures.Of(
            "group",
            _rows.GroupBy(row => row.Group, StringComparer.Ordinal).Select(members => members.Select(row => row.Tally).Aggregate((sum, row) => sum + row)),
            "a");
    }

    public AttributeFairness Fairness { get; }

    /// <summary>Fairlearn's number; null for NaN.</summary>
    public double? Summary(string name) => NumberOf(_case.GetProperty("fairlearn_summary").GetProperty(name));

    /// <summary>Adds what differs from the reference.</summary>
    public void Check(List<string> misses)
    {
        var favourable = EveryGroupHas(row => row.Favourable);
        var both = favourable && EveryGroupHas(row => !row.Favourable);
        Check("demographic_parity", "", Fairness.DemographicParity, defined: true, misses);
        Check("equal_opportunity", "", Fairness.EqualOpportunity, favourable, misses);
        Check("equalized_odds", "__worst_case", Fairness.EqualizedOddsWorstCase, both, misses);
        Check("equalized_odds", "__mean", Fairness.EqualizedOddsMean, both, misses);
        CheckGroups(misses);
        if (_case.TryGetProperty("aif360_privileged_a", out var aif360))
        {
            Compare("adverse impact", NumberOf(aif360.GetProperty("disparate_impact")), Fairness.AdverseImpactRatioOfAllOthers, misses);
        }
    }

    private void Check(string name, string variant, Parity parity, bool defined, List<string> misses)
    {
        Compare($"{name}_difference__between_groups{variant}", parity.Difference);
        Compare($"{name}_ratio__between_groups{variant}", parity.Ratio);
        Compare($"{name}_difference__to_overall{variant}", parity.DifferenceToOverall);
        Compare($"{name}_ratio__to_overall{variant}", parity.RatioToOverall);

        void Compare(string measure, Measure found) => this.Compare(measure, defined ? Summary(measure) : null, found, misses);
    }

    private void CheckGroups(List<string> misses)
    {
        if (!_case.TryGetProperty("fairlearn_frame", out var frame))
        {
            return;
        }

        foreach (var group in Fairness.Groups)
        {
            var expected = frame.GetProperty("by_group").GetProperty(group.Group);
            Compare($"{group.Group} selection_rate", NumberOf(expected.GetProperty("selection_rate")), group.SelectionRate, misses);
            Rate("true_positive_rate", favourable: true, group.TruePositiveRate);
            Rate("false_positive_rate", favourable: false, group.FalsePositiveRate);

            void Rate(string name, bool favourable, Measure found)
            {
                // Some cases have not every rate.
                if (expected.TryGetProperty(name, out var rate))
                {
                    var any = _rows.Any(row => row.Group == group.Group && row.Favourable == favourable && row.Weight > 0);
                    Compare($"{group.Group} {name}", any ? NumberOf(rate) : null, found, misses);
                }
            }
        }
    }

    private void Compare(string what, double? expected, Measure found, List<string> misses)
    {
        var same = expected is { } number ? found.Value is { } value && Math.Abs(value - number) <= 1e-12 : found is { Value: null, Undefined: not null };
        if (!same)
        {
            misses.Add(string.Create(CultureInfo.InvariantCulture, $"{_name} {what}: {expected?.ToString(CultureInfo.InvariantCulture) ?? "undefined"} and not {found}"));
        }
    }

    private bool EveryGroupHas(Func<Row, bool> outcome) =>
        _rows.GroupBy(row => row.Group, StringComparer.Ordinal).All(members => members.Any(row => outcome(row) && row.Weight > 0));

    private string GroupOf(int row) => _case.TryGetProperty("group", out var groups)
        ? groups[row].ValueKind == JsonValueKind.Null ? "(missing)" : groups[row].ToString()
        : $"{_case.GetProperty("s1")[row]}|{_case.GetProperty("s2")[row]}";

    private double[] Numbers(string name) => [.. _case.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static double? NumberOf(JsonElement number) => number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

    private sealed record Row(string Group, bool Favourable, bool Approved, double Weight)
    {
        public GroupTally Tally => new()
        {
            Group = Group,
            N = 1,
            Weight = Weight,
            Selected = Approved ? Weight : 0,
            Outcomes = Favourable
                ? new OutcomeTally(1, Weight, Approved ? Weight : 0, 0, 0, 0)
                : new OutcomeTally(0, 0, 0, 1, Weight, Approved ? Weight : 0),
        };
    }
}
