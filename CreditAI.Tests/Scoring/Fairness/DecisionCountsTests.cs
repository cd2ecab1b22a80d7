using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Counts;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Schema;

namespace CreditAI.Tests.Scoring.Fairness;

public sealed class DecisionCountsTests
{
    // Below, at and above what a byte holds, what four tables hold, and the most there may be; rows around a block's and a vector's length.
    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(1, 2, 3)]
    [InlineData(31, 1, 1)]
    [InlineData(4096, 6, 7)]
    [InlineData(4097, 8, 8)]
    [InlineData(9001, 40, 1)]
    [InlineData(10_033, 20, 10)]
    [InlineData(12_345, 40, 60)]
    [InlineData(20_000, 256, 42)]
    public void Count_AnySize_IsTheRowByRowCount(int rows, int first, int second)
    {
        var (one, other, approved, outcomes) = (Bytes(rows, first, 1), Bytes(rows, second, 2), Bytes(rows, 2, 3), Bytes(rows, 3, 4));

        var counts = RadixHistogram.Count([new(one, first), new(other, second), new(approved, 2), new(outcomes, 3)], first * second * 6);

        Assert.Equal(RadixHistogram.CountPlainly([new(one, first), new(other, second), new(approved, 2), new(outcomes, 3)], first * second * 6), counts);
        Assert.Equal(rows, counts.Sum());
    }

    [Fact]
    public void Counts_OfParts_AddUpAndMarginalsAreTheAttributesOwn()
    {
        var (one, other, approved, outcomes) = (Bytes(5_000, 4, 1), Bytes(5_000, 3, 2), Bytes(5_000, 2, 3), Bytes(5_000, 3, 4));

        var whole = Count(0, 5_000);
        var parts = Count(0, 1_234) + Count(1_234, 5_000);

        for (var group = 0; group < 4; group++)
        {
            Assert.Equal(whole.Of([group, 2], true, KnownOutcome.Unknown), parts.Of([group, 2], true, KnownOutcome.Unknown));
            Assert.Equal(
                Enumerable.Range(0, 5_000).LongCount(row => one[row] == group && approved[row] == 1 && outcomes[row] == 1),
                parts.Marginal(0).Of([group], true, KnownOutcome.Favourable));
        }

        Assert.Equal(5_000, parts.Marginal(1).Rows);

        DecisionCounts Count(int from, int to) => DecisionCounts.Count(
            [new(one.AsMemory()[from..to], 4), new(other.AsMemory()[from..to], 3)], approved.AsMemory()[from..to], outcomes.AsMemory()[from..to]);
    }

    [Fact]
    public void Confusions_MakeTheFrameThatTheRowsMake()
    {
        var (groups, approved, outcomes) = (Bytes(2_000, 3, 1), Bytes(2_000, 2, 2), Bytes(2_000, 2, 3));
        var rows = new DecisionRows(Array.ConvertAll(outcomes, bit => bit == 1), Array.ConvertAll(approved, bit => bit == 1));
        var column = new GroupColumn(new ProtectedAttribute { Name = "g", DisplayName = "g" }, Array.ConvertAll(groups, code => (int)code), ["a", "b", "c"]);

        var confusions = DecisionCounts.Count([new(groups, 3)], approved, outcomes).Confusions();

        Assert.Equal(rows.ConfusionBy(Grouping.Of(column).Codes, 3), confusions);
    }

    [Fact]
    public void Tallies_CountUnknownOutcomesAsDecisionsOnly()
    {
        var counts = DecisionCounts.Count([new(new byte[] { 0, 0, 0, 1 }, 2)], new byte[] { 1, 1, 0, 1 }, new byte[] { 1, 2, 2, 2 });

        var tallies = counts.Tallies(0, ["a", "b"]);

        Assert.Equal((3L, 2d, 1L, 1d), (tallies[0].N, tallies[0].Selected, tallies[0].Outcomes!.Value.FavourableRows, tallies[0].Outcomes!.Value.TruePositives));
        Assert.Equal((1L, 1d), (tallies[1].N, tallies[1].Selected));
        Assert.Null(tallies[1].Outcomes);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(20_000)]
    public void Count_CodeThatIsNoGroup_IsRefused(int rows)
    {
        var codes = Bytes(rows, 3, 1);
        codes[^1] = 3;

        var fault = Assert.Throws<ArgumentException>(() => DecisionCounts.Count([new(codes, 3)], new byte[rows], new byte[rows]));

        Assert.Contains("a code of 3 where codes are below 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_WrongShapes_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => DecisionCounts.Count([], new byte[1], new byte[1]));
        Assert.Throws<ArgumentException>(() => DecisionCounts.Count([new(new byte[2], 3)], new byte[1], new byte[1]));
        Assert.Throws<ArgumentException>(() => DecisionCounts.Count([new(new byte[1], 256), new(new byte[1], 256)], new byte[1], new byte[1]));
    }

    private static byte[] Bytes(int rows, int below, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => (byte)random.Next(below))];
    }
}
