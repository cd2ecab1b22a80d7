using CreditAI.Scoring.Decisions;

namespace CreditAI.Tests.Scoring.Decisions;

public sealed class CutOffsTests
{
    [Theory]
    [InlineData(600, Decision.Approve)]
    [InlineData(599.999, Decision.Refer)]
    [InlineData(550, Decision.Refer)]
    [InlineData(549.999, Decision.Decline)]
    public void Decide_ApprovesAtOrAboveAndDeclinesBelow(double points, Decision decision)
    {
        Assert.Equal(decision, new CutOffs(600, 550).Decide(points));
    }

    [Fact]
    public void FromRates_TakesTheQuantiles()
    {
        var cutOffs = CutOffs.FromRates([400, 500, 600], approvalRate: 0.25, referralRate: 0.25);

        Assert.Equal((550, 500), (cutOffs.Approve, cutOffs.Decline));
    }

    [Fact]
    public void FromRates_OneAndNothing_ApproveAllAndAllButTheBest()
    {
        Assert.Equal(400, CutOffs.FromRates([400, 500, 600], 1).Approve);
        Assert.Equal(600, CutOffs.FromRates([400, 500, 600], 0).Approve);
    }

    [Fact]
    public void CutOffs_ThatMakeNoSense_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new CutOffs(500, 600));
        Assert.Throws<ArgumentException>(() => new CutOffs(double.NaN, 600));
        Assert.Throws<ArgumentException>(() => CutOffs.FromRates([1, 2], 0.8, 0.3));
        Assert.Throws<ArgumentException>(() => CutOffs.FromRates([], 0.8));
    }
}
