using CreditAI.Scoring.Alternatives;

namespace CreditAI.Tests.Scoring.Alternatives;

public sealed class AlternativeFamilyTests
{
    private static readonly string[] Proxies = ["district", "debt", "noise"];

    [Fact]
    public void Members_OfSixty_PullEveryLeverAndCombineThem()
    {
        var members = Family(1).Members(60);

        Assert.Equal(60, members.Count);
        Assert.True(members[0].IsBaseline);
        Assert.Equal("baseline", members[0].Describe());
        Assert.Equal(Enumerable.Range(0, 60), members.Select(member => member.Index));
        Assert.Contains(members, member => member.Penalty > 0);
        Assert.Equal(Enum.GetValues<SampleWeighting>(), members.Select(member => member.Weighting).Distinct().Order());
        Assert.Contains(members, member => member.MaximumBins is not null);
        Assert.Contains(members, member => !member.Monotone);
        Assert.Contains(members, member => member.Dropped.Count > 1);
        Assert.True(members.Count(member => Levers(member) > 1) >= 10);
    }

    [Fact]
    public void Members_AreAllDifferentAndTheSameForASeed()
    {
        var members = Family(3).Members(100);

        Assert.Equal(members.Count, members.Select(member => member.Key).Distinct().Count());
        Assert.Equal(members.Select(member => member.Describe()), Family(3).Members(100).Select(member => member.Describe()));
    }

    [Fact]
    public void Members_AlwaysKeepAFeature() =>
        Assert.All(Family(5).Members(200), member => Assert.True(member.Dropped.Count < ProxiedLoans.Schema.Features.Count));

    private static int Levers(AlternativeSpec spec) =>
        (spec.Penalty > 0 ? 1 : 0) + (spec.Weighting != SampleWeighting.AsIs ? 1 : 0) + (spec.Dropped.Count > 0 ? 1 : 0)
        + (spec.MaximumBins is null ? 0 : 1) + (spec.Monotone ? 0 : 1);

    private static AlternativeFamily Family(int seed) => new(ProxiedLoans.Schema, ["race"], Proxies, seed);
}
