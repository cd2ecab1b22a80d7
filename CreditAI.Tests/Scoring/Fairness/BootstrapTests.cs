using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Fairness.Bootstraps;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Schema;

namespace CreditAI.Tests.Scoring.Fairness;

public sealed class BootstrapTests
{
    [Fact]
    public void Percentiles_SameSeed_AreTheSameAndNearWilsons()
    {
        var (rows, grouping) = Data(400, selected: 0.3);

        var first = Rates(rows, grouping, seed: 7);

        Assert.Equal(first, Rates(rows, grouping, seed: 7));
        Assert.NotEqual(first, Rates(rows, grouping, seed: 8));
        var wilson = rows.Confusion().SelectionRate.Interval!.Value;
        Assert.InRange(first[0].Interval!.Value.Low, wilson.Low - 0.02, wilson.Low + 0.02);
        Assert.InRange(first[0].Interval!.Value.High, wilson.High - 0.02, wilson.High + 0.02);
    }

    [Fact]
    public void Percentiles_OftenUndefined_HaveNoInterval()
    {
        // Of four rows one is of group b: a third of the replicates have none of it.
        var (rows, grouping) = Data(4, selected: 0.5, inSecond: 1);

        var intervals = Bootstrap.Percentiles(rows, grouping, new BootstrapOptions(200, 1), (groups, _) => [new("b", groups[1].SelectionRate)]);

        Assert.Null(Assert.Single(intervals).Interval);
    }

    private static IReadOnlyList<(string Name, Interval? Interval)> Rates(DecisionRows rows, Grouping grouping, int seed) =>
        Bootstrap.Percentiles(rows, grouping, new BootstrapOptions(1_000, seed), (_, overall) => [new("all", overall.SelectionRate)]);

    private static (DecisionRows Rows, Grouping Grouping) Data(int n, double selected, int inSecond = 0)
    {
        var approved = Enumerable.Range(0, n).Select(row => row < n * selected).ToArray();
        int[] codes = [.. Enumerable.Range(0, n).Select(row => row < inSecond ? 1 : 0)];
        var column = new GroupColumn(new ProtectedAttribute { Name = "g", DisplayName = "g" }, codes, ["a", "b"]);
        return (new DecisionRows(new bool[n], approved), Grouping.Of(column));
    }
}
