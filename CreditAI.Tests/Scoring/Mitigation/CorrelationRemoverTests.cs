using CreditAI.Scoring.Mitigation;

namespace CreditAI.Tests.Scoring.Mitigation;

public sealed class CorrelationRemoverTests
{
    [Fact]
    public void Transform_AtFullStrength_LeavesEveryGroupTheSameMeanAndTheOverallMeanAsItWas()
    {
        var random = new Random(4);
        string[] groups = [.. Enumerable.Range(0, 200).Select(_ => $"g{random.Next(4)}")];
        double[][] columns = [[.. groups.Select(group => random.NextDouble() + group[1])], [.. groups.Select(_ => random.NextDouble())]];

        double[][] removed = CorrelationRemover.Fit("group", groups, columns).Transform(groups, columns);

        foreach (var (before, after) in columns.Zip(removed))
        {
            Assert.All(
                groups.Zip(after).GroupBy(row => row.First, row => row.Second),
                group => Assert.Equal(before.Average(), group.Average(), 1e-9));
        }
    }

    [Fact]
    public void Transform_AtNoStrength_ChangesNothing()
    {
        string[] groups = ["a", "b", "a"];
        double[][] columns = [[1, 2, 4]];

        Assert.Equal(columns, CorrelationRemover.Fit("group", groups, columns, 0).Transform(groups, columns));
    }

    [Fact]
    public void Transform_GroupThatWasNotThere_IsNamed()
    {
        var remover = CorrelationRemover.Fit("sex", ["f", "m"], [[1, 2]]);

        var fault = Assert.Throws<ArgumentException>(() => remover.Transform(["x"], [[1]]));

        Assert.Contains("the groups of sex were f, m, and not 'x'", fault.Message, StringComparison.Ordinal);
    }
}
