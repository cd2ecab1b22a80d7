using CreditAI.Scoring.Mitigation;

namespace CreditAI.Tests.Scoring.Mitigation;

public sealed class DecisionDrawTests
{
    private readonly DecisionDraw _draw = new("a policy's key"u8);

    [Fact]
    public void Approves_SameApplication_IsDecidedTheSameEveryTime()
    {
        var again = new DecisionDraw("a policy's key"u8);

        Assert.All(Enumerable.Range(0, 200), id => Assert.Equal(_draw.Approves($"A-{id}", 0.37), again.Approves($"A-{id}", 0.37)));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.37)]
    [InlineData(0.9)]
    public void Approves_ManyApplications_ApprovesTheShareOfTheProbability(double probability)
    {
        const int ids = 40_000;
        var approved = Enumerable.Range(0, ids).Count(id => _draw.Approves($"application {id}", probability));

        // Five standard errors.
        Assert.InRange((double)approved / ids, probability - 0.0125, probability + 0.0125);
    }

    [Fact]
    public void Approves_CertainProbabilities_AreNotLeftToChance()
    {
        Assert.All(Enumerable.Range(0, 500), id => Assert.True(_draw.Approves($"{id}", 1) && !_draw.Approves($"{id}", 0)));
    }

    [Fact]
    public void Of_AnotherKey_DrawsOtherwise()
    {
        var other = new DecisionDraw("another key"u8);

        Assert.All(Enumerable.Range(0, 20), id => Assert.NotEqual(_draw.Of($"{id}"), other.Of($"{id}")));
    }

    [Fact]
    public void Constructor_EmptyKey_IsRefused() => Assert.Throws<ArgumentException>(() => new DecisionDraw([]));
}
