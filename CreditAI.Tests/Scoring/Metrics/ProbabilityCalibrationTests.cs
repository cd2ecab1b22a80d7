using System.Globalization;
using CreditAI.Scoring.Metrics;

namespace CreditAI.Tests.Scoring.Metrics;

public sealed class ProbabilityCalibrationTests
{
    [Theory]
    [InlineData("german")]
    [InlineData("hmda_boston")]
    [InlineData("hmeq")]
    [InlineData("taiwan")]
    [InlineData("adult")]
    public void Of_TheReferencesScores_IsTheReferencesLine(string set)
    {
        var quality = Reference.Json($"reference/{set}/models.json").GetProperty("quality").GetProperty("lr").GetProperty("test");
        string[][] rows = [.. File.ReadLines(Reference.File($"reference/{set}/inputs.csv")).Select(line => line.Split(',')).Where(cells => cells[1] == "test")];

        var calibration = ProbabilityCalibration.Of(
            [.. rows.Select(cells => cells[2] == "1")], [.. rows.Select(cells => double.Parse(cells[3], CultureInfo.InvariantCulture))]);

        // The reference computed them before it rounded the scores, and stopped its optimizer early.
        Assert.Equal(quality.GetProperty("calibration_intercept").GetDouble(), calibration.Intercept.Value!.Value, 1e-6);
        Assert.Equal(quality.GetProperty("calibration_slope").GetDouble(), calibration.Slope.Value!.Value, 1e-6);
    }

    [Fact]
    public void Of_ThreeGroupsByHand_IsTheSumByHand()
    {
        double[] probabilities = [.. Enumerable.Repeat(0.2, 10), .. Enumerable.Repeat(0.5, 10), .. Enumerable.Repeat(0.8, 10)];
        bool[] favourable = [.. Outcomes(3, 10), .. Outcomes(5, 10), .. Outcomes(6, 10)];

        var calibration = ProbabilityCalibration.Of(favourable, probabilities);

        // (3 - 2)² / 1.6 + 0 + (6 - 8)² / 1.6 = 3.125; the upper tail of chi-square with 3 degrees of freedom, from its closed form.
        Assert.Equal([3L, 5L, 6L], calibration.Groups.Select(group => group.Favourable));
        Assert.Equal(3.125, calibration.HosmerLemeshow.Value!.Value, 1e-12);
        Assert.Equal(3, calibration.DegreesOfFreedom);
        Assert.Equal(0.372_751_274_802_655, calibration.PValue.Value!.Value, 1e-12);
    }

    [Fact]
    public void Of_RowsOfEqualProbability_AreInOneGroup()
    {
        var random = new Random(3);
        double[] probabilities = [.. Enumerable.Range(0, 500).Select(_ => random.Next(1, 30) / 30d)];

        var groups = ProbabilityCalibration.Of([.. probabilities.Select(p => random.NextDouble() < p)], probabilities).Groups;

        Assert.InRange(groups.Count, 8, 10);
        Assert.Equal(500, groups.Sum(group => group.N));
        Assert.All(groups.Zip(groups.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
    }

    [Fact]
    public void Of_OneProbabilityOrOneOutcome_IsUndefinedWithAReason()
    {
        var flat = ProbabilityCalibration.Of([true, false, true], [0.5, 0.5, 0.5]);
        var certain = ProbabilityCalibration.Of([true, true, true], [0.1, 0.5, 0.9]);

        Assert.Equal((null, "every score is the same"), (flat.Slope.Value, flat.Slope.Undefined));
        Assert.Equal((null, "the probabilities make fewer than 3 groups"), (flat.HosmerLemeshow.Value, flat.PValue.Undefined));
        Assert.NotNull(certain.Slope.Undefined);
    }

    private static IEnumerable<bool> Outcomes(int favourable, int count) => Enumerable.Range(0, count).Select(index => index < favourable);
}
