using System.Globalization;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Training;

public sealed class FairnessPenaltyTests
{
    private static readonly BoostedOptions Quick = new() { Bags = 2, Rounds = 150, Patience = 30, LearningRate = 0.1, Pairs = 0 };

    [Fact]
    public void Fit_StrongerPenalty_SmallerGapAtAPrice()
    {
        var data = Proxy();
        int[] groups = [.. data.Groups[0].Codes];
        double[] gaps = [.. new[] { 0, 1, 10, 1_000d }.Select(strength => Gap(BoostedTrainer.Fit(
            data, Loans.All(data), Quick with { Penalty = new FairnessPenalty(strength, groups, 0) }), data, groups))];

        Assert.True(gaps[0] > 0.15, $"gaps {string.Join(' ', gaps)}");
        Assert.All(gaps.Zip(gaps.Skip(1)), pair => Assert.True(pair.Second < pair.First, $"gaps {string.Join(' ', gaps)}"));
        Assert.True(gaps[^1] < 0.02, $"gaps {string.Join(' ', gaps)}");
    }

    [Fact]
    public void Fit_NoStrengthOrNobodyInAGroup_ChangesNothing()
    {
        var data = Proxy();
        var plain = BoostedTrainer.Fit(data, Loans.All(data), Quick);

        foreach (var penalty in (FairnessPenalty[])[new(0, [.. data.Groups[0].Codes], 0), new(5, [.. Enumerable.Repeat(-1, data.Count)], 0)])
        {
            var card = BoostedTrainer.Fit(data, Loans.All(data), Quick with { Penalty = penalty });
            Assert.Equal(plain.Terms.SelectMany(term => term.Bins), card.Terms.SelectMany(term => term.Bins));
        }
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(1, 300)]
    public void FairnessPenalty_ImpossibleArguments_AreRefused(double strength, int code) =>
        Assert.Throws<ArgumentException>(() => new FairnessPenalty(strength, [0, code], 0));

    /// <summary>Who is of sex 2 mostly rents and pays back less often.</summary>
    private static Dataset Proxy()
    {
        var random = new Random(12);
        return Loans.Load(Enumerable.Range(0, 3_000).Select(_ =>
        {
            var second = random.Next(2) == 0;
            var (owns, debt) = (random.NextDouble() < (second ? 0.2 : 0.8), random.NextDouble());
            var repaid = random.NextDouble() < 1 / (1 + Math.Exp(-(1 + (owns ? 1 : -1) - (2 * debt))));
            return string.Create(CultureInfo.InvariantCulture, $"{(repaid ? "yes" : "no")},{debt:0.00},{(owns ? "O" : "R")},{random.Next(4)},{(second ? 2 : 1)},30");
        }));
    }

    private static double Gap(Scorecard card, Dataset data, int[] groups)
    {
        var points = card.Points(card.Encode(data));
        double Mean(int group) => Loans.All(data).Where(row => groups[row] == group).Average(row => 1 - card.Scale.ProbabilityOfDefault(points[row]));
        return Math.Abs(Mean(0) - Mean(1));
    }
}
