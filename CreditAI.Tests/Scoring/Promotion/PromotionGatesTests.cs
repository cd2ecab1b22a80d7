using System.Text;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Promotion;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.Tests.Scoring.Policies;

namespace CreditAI.Tests.Scoring.Promotion;

public sealed class PromotionGatesTests
{
    private static readonly Policy Asked = Policy.Parse(Encoding.UTF8.GetBytes(PolicyTests.Whole)) with
    {
        Promotion = PromotionPolicy.Default with { MinimumRows = 400 },
    };

    [Fact]
    public void Judge_AsGoodAsTheChampionAndFair_PassesEveryGate()
    {
        var candidate = Contender(Fair());

        var gates = PromotionGates.Judge(candidate, candidate, Asked, TimeProvider.System);

        Assert.Equal(GateName.All, gates.Select(gate => gate.Name));
        Assert.All(gates, gate => Assert.True(gate.IsPassed, gate.Detail));
        Assert.Equal(0, Of(gates, GateName.Accuracy).Value.Value);
        Assert.Equal(gates, GateDocument.Parse(GateDocument.Write(gates)));
    }

    [Fact]
    public void Judge_RanksWorseThanTheChampion_FailsAccuracyAndSaysByHowMuch()
    {
        var champion = Contender(Fair());
        var worse = champion with { Scorecard = Upside() };

        var gate = Of(PromotionGates.Judge(worse, champion, Asked, TimeProvider.System), GateName.Accuracy);

        Assert.False(gate.IsPassed);
        Assert.True(gate.Value.Value < -0.5 && gate.Value.Interval!.Value.High < -0.01, gate.Detail);
        Assert.Contains("AUC less the champion's is -", gate.Detail, StringComparison.Ordinal);
        Assert.True(Of(PromotionGates.Judge(worse, champion, Asked with { Promotion = Asked.Promotion with { AccuracyTolerance = 1 } }, TimeProvider.System), GateName.Accuracy).IsPassed);
    }

    [Fact]
    public void Judge_AGroupIsApprovedHalfAsOften_FailsFairnessAndNamesTheGroup()
    {
        var unfair = Contender(Unfair());

        var gate = Of(PromotionGates.Judge(unfair, null, Asked, TimeProvider.System), GateName.Fairness);

        Assert.False(gate.IsPassed);
        Assert.Contains("critical: adverse_impact_ratio of sex female against male is 0.", gate.Detail, StringComparison.Ordinal);
        Assert.True(Of(PromotionGates.Judge(unfair, null, Asked with { Promotion = Asked.Promotion with { Fairness = ActionLevel.Never } }, TimeProvider.System), GateName.Fairness).IsPassed);
    }

    [Fact]
    public void Judge_NoProtectedAttribute_FailsFairnessRatherThanPassUnmeasured()
    {
        var data = CsvDataset.Load(
            new StringReader("repaid,debt_ratio,housing,inquiries\nyes,0.1,O,0\nno,0.9,R,5\n"), "rows.csv", Cards.Schema, new CsvOptions { RequireProtected = false });
        var candidate = new Contender(Cards.Small(), new CutOffs(500, 500), ReasonBasis.Best, data, [0, 1]);

        var gates = PromotionGates.Judge(candidate, null, Asked, TimeProvider.System);

        Assert.Equal([GateName.Data, GateName.Fairness], gates.Where(gate => !gate.IsPassed && gate.Name != GateName.Accuracy).Select(gate => gate.Name));
        Assert.Contains("no protected attribute", Of(gates, GateName.Fairness).Detail, StringComparison.Ordinal);
        Assert.Contains("2 held-out rows", Of(gates, GateName.Data).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NoChampion_AsksForBetterThanChance()
    {
        var good = PromotionGates.Judge(Contender(Fair()), null, Asked, TimeProvider.System);
        var bad = PromotionGates.Judge(Contender(Fair()) with { Scorecard = Upside() }, null, Asked, TimeProvider.System);

        Assert.True(Of(good, GateName.Accuracy).IsPassed);
        Assert.False(Of(bad, GateName.Accuracy).IsPassed);
    }

    [Fact]
    public void Judge_SlowerThanAsked_FailsLatency()
    {
        var gate = Of(
            PromotionGates.Judge(Contender(Fair()), null, Asked, new SlowClock()), GateName.Latency);

        Assert.False(gate.IsPassed);
        Assert.Equal((2000.0, 1000.0), (gate.Value.Value, gate.Threshold));
    }

    [Fact]
    public void Judge_ChampionOnOtherRows_IsRefused()
        => Assert.Throws<ArgumentException>(() => PromotionGates.Judge(
            Contender(Fair()), new Contender(Cards.Small(), new CutOffs(500, 500), ReasonBasis.Best, Rows("yes,0.1,O,0,1,40\nno,0.9,R,5,2,40\n"), [0, 1]), Asked, TimeProvider.System));

    private static Gate Of(IReadOnlyList<Gate> gates, string name) => gates.Single(gate => gate.Name == name);

    private static Contender Contender(string rows)
    {
        var data = Rows(rows);
        return new Contender(Cards.Small(), new CutOffs(500, 500), ReasonBasis.Best, data, [.. Enumerable.Range(0, data.Count)]);
    }

    private static Dataset Rows(string rows) => CsvDataset.Load(new StringReader("repaid,debt_ratio,housing,inquiries,sex,age\n" + rows), "rows.csv", Cards.Schema);

    // 6 of 10 approved in either group, and 5 of 6 of those repaid, as 1 of the 4 others would have: what the scorecard predicts, nearly.
    private static string Fair() => string.Concat(Enumerable.Range(0, 100).Select(_ => string.Concat(new[] { 1, 2 }.Select(Group))));

    private static string Group(int sex) => string.Concat(Enumerable.Range(0, 10).Select(i => i < 6
        ? $"{(i < 5 ? "yes" : "no")},0.1,O,0,{sex},40\n"
        : $"{(i < 9 ? "no" : "yes")},0.9,R,5,{sex},40\n"));

    private static string Unfair() => string.Concat(Enumerable.Range(0, 50).Select(_
        => Group(1) + string.Concat(Enumerable.Range(0, 10).Select(i => i < 2 ? "yes,0.1,O,0,2,40\n" : $"{(i < 8 ? "no" : "yes")},0.9,R,5,2,40\n"))));

    /// <summary>The small scorecard with its points turned round.</summary>
    private static Scorecard Upside()
    {
        var card = Cards.Small();
        return new Scorecard(
            card.Schema, card.Scale, card.BasePoints,
            card.Terms.Select(term => new FeatureTerm(term.Feature, term.Binning, term.Bins.Select(bin => bin with { Points = -bin.Points }))), card.Lineage);
    }

    /// <summary>Every look at the clock takes two milliseconds.</summary>
    private sealed class SlowClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += 2 * TimeSpan.TicksPerMillisecond;
    }
}
