using CreditAI.Scoring.Data;
using CreditAI.Scoring.Strategies;

namespace CreditAI.Tests.Scoring.Strategies;

public sealed class StrategyTableTests
{
    // By debt ratio the card gives 20, 5 and -25 points; the better half repays.
    private static readonly Dataset Data = CsvDataset.Load(
        new StringReader(
            """
            repaid,debt_ratio,housing,inquiries,sex,age
            yes,0.1,O,0,1,30
            yes,0.1,O,0,1,30
            yes,0.1,O,0,2,30
            no,0.1,O,0,2,30
            yes,0.3,O,0,1,30
            no,0.3,O,0,2,30
            no,0.9,O,0,1,30
            no,0.9,O,0,2,30
            """),
        "f.csv",
        Cards.Schema);

    private static readonly int[] All = [.. Enumerable.Range(0, 8)];

    [Fact]
    public void Of_EachCutOff_CountsApprovalsBadRateProfitAndImpact()
    {
        var table = StrategyTable.Of(Cards.Small(), Data, All, [0.5, 0.75, 1], new Stakes(100, 400));

        Assert.Equal([542d, 527, 497], table.Rows.Select(row => row.ApproveAt));
        Assert.Equal([0.5, 0.75, 1], table.Rows.Select(row => row.ApprovalRate.Value!.Value));
        Assert.Equal([1 / 4d, 2 / 6d, 4 / 8d], table.Rows.Select(row => row.BadRate.Value!.Value));
        Assert.Equal([1 / 4d, 1 / 2d, 1d], table.Rows.Select(row => row.MarginalBadRate.Value!.Value));
        Assert.Equal([300d - 400, 400 - 800, 400 - 1_600], table.Rows.Select(row => row.Profit!.Value.Value!.Value));
        Assert.All(table.Rows, row => Assert.InRange(row.Profit!.Value.Value!.Value, row.Profit.Value.Interval!.Value.Low, row.Profit.Value.Interval.Value.High));
        Assert.Equal(1, table.Rows[0].Fairness[0].Groups[0].AdverseImpactRatio.Value);
    }

    [Fact]
    public void Of_EqualScores_GoTogether()
    {
        var table = StrategyTable.Of(Cards.Small(), Data, All, [0.1, 0.2], null);

        var only = Assert.Single(table.Rows);
        Assert.Equal(0.5, only.ApprovalRate.Value);
        Assert.Null(only.Profit);
    }

    [Fact]
    public void Of_NoOutcomes_LeavesBadRateAndProfitUndefined()
    {
        var data = CsvDataset.Load(
            new StringReader("debt_ratio,housing,inquiries\n0.1,O,0\n0.9,O,0\n"), "f.csv", Cards.Schema, new CsvOptions { RequireLabel = false, RequireProtected = false });

        var row = StrategyTable.Of(Cards.Small(), data, [0, 1], [1], new Stakes(1, 1)).Rows[0];

        Assert.Equal(("no outcomes are known", "no outcomes are known"), (row.BadRate.Undefined, row.Profit!.Value.Undefined));
    }

    [Fact]
    public void SwapSet_TwoScores_SaysWhoComesAndGoesAndHowTheyTurnedOut()
    {
        double[] first = [8, 7, 6, 5, 4, 3, 2, 1];
        double[] second = [8, 7, 3, 2, 6, 5, 4, 1];

        var swaps = SwapSet.Of(Data, All, first, second, 0.5);

        Assert.Equal((5, 5), (swaps.FirstApproveAt, swaps.SecondApproveAt));
        Assert.Equal((2, 2, 2, 2), (swaps.All.Both.Rows, swaps.All.SwappedOut.Rows, swaps.All.SwappedIn.Rows, swaps.All.Neither.Rows));
        Assert.Equal((0.5, 0.5), (swaps.All.SwappedOut.BadRate.Value, swaps.All.SwappedIn.BadRate.Value));
        Assert.Equal(0, swaps.BadRateDifference.Value);
        var sex = swaps.Groups[0].Value;
        Assert.Equal(["female", "male"], sex.Select(cell => cell.Group));
        Assert.Equal([(1L, 2L), (1L, 0L)], sex.Select(cell => (cell.SwappedIn.Rows, cell.SwappedOut.Rows)));
    }

    [Fact]
    public void SwapSet_SameScores_SwapsNobody()
    {
        double[] points = [8, 7, 6, 5, 4, 3, 2, 1];

        var swaps = SwapSet.Of(Data, All, points, points, 0.3);

        Assert.Equal((0, 0), (swaps.All.SwappedIn.Rows, swaps.All.SwappedOut.Rows));
        Assert.Equal("nobody is among them", swaps.BadRateDifference.Undefined);
    }
}
