using CreditAI.Scoring.Mitigation;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Mitigation;

public sealed class ReweighingTests
{
    private static readonly Arbitrary<(int Group, bool Favourable, double Weight)[]> Rows = (
        from code in Gen.Choose(0, 3)
        from favourable in Gen.Elements(true, false, false)
        from weight in Gen.Choose(1, 50)
        select (code, favourable, weight / 7d)).ArrayOf().ToArbitrary();

    // One row of each kind beside the drawn ones: no cell is empty.
    private static readonly (int Group, bool Favourable, double Weight)[] OneOfEach =
        [.. from code in Enumerable.Range(0, 4) from favourable in new[] { true, false } select (code, favourable, 1d)];

    [Fact]
    public void Weights_WhereEveryGroupHasBothOutcomes_MakeTheFavourableShareTheSameInEveryGroup()
    {
        Prop.ForAll(Rows, drawn =>
        {
            (int Group, bool Favourable, double Weight)[] all = [.. drawn, .. OneOfEach];
            var rows = Outcomes(all);
            var weights = Reweighing.Of(rows).Weights();
            double[] shares = [.. Enumerable.Range(0, 4).Select(group => Share(all, weights, row => row.Group == group))];
            var overall = all.Sum(row => row.Favourable ? row.Weight : 0) / all.Sum(row => row.Weight);
            return shares.All(share => Math.Abs(share - overall) < 1e-9) && Math.Abs(weights.Sum() - all.Sum(row => row.Weight)) < 1e-9 * all.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void FactorOf_OutcomeThatAGroupNeverHad_IsUndefined()
    {
        var factors = Reweighing.Of(new GroupedOutcomes("sex", ["f", "f", "m", "m"], [true, true, true, false]));

        Assert.Null(factors.FactorOf(0, favourable: false));
        Assert.Equal(0.75, factors.FactorOf(0, favourable: true));
    }

    private static GroupedOutcomes Outcomes((int Group, bool Favourable, double Weight)[] rows) => new(
        "group", [.. rows.Select(row => $"g{row.Group}")], [.. rows.Select(row => row.Favourable)], [.. rows.Select(row => row.Weight)]);

    private static double Share((int Group, bool Favourable, double Weight)[] rows, double[] weights, Func<(int Group, bool Favourable, double Weight), bool> of)
    {
        var chosen = rows.Zip(weights).Where(row => of(row.First)).ToList();
        return chosen.Sum(row => row.First.Favourable ? row.Second : 0) / chosen.Sum(row => row.Second);
    }
}
