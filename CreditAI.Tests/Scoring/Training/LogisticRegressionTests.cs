using System.Globalization;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Training;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Fit_OneColumn_IsWhatTheTableSays()
    {
        // 8 of 10 and 3 of 10 favourable: without a penalty the coefficients are differences of log-odds.
        double[] column = [.. Enumerable.Repeat(1d, 10), .. Enumerable.Repeat(0d, 10)];
        bool[] favourable = [.. Enumerable.Range(0, 10).Select(row => row < 8), .. Enumerable.Range(0, 10).Select(row => row < 3)];

        var beta = new LogisticRegression([column], favourable, Ones(20), l2: 0).Fit();

        Assert.Equal(Math.Log(3d / 7), beta[0], 12);
        Assert.Equal(Math.Log(4) - Math.Log(3d / 7), beta[1], 12);
    }

    [Fact]
    public void Fit_SeparableRows_StaysFinite()
    {
        var beta = new LogisticRegression([[1, 1, 0, 0]], [true, true, false, false], Ones(4), l2: 0.1).Fit();

        Assert.All(beta, value => Assert.True(double.IsFinite(value)));
        Assert.True(beta[1] > 0);
    }

    [Fact]
    public void Fit_TheSameColumnTwice_SharesTheCoefficient()
    {
        double[] column = [1, 2, 3, 4, 5, 6];
        var beta = new LogisticRegression([column, column], [false, false, true, false, true, true], Ones(6), l2: 1).Fit();

        Assert.Equal(beta[1], beta[2], 9);
    }

    [Theory]
    [InlineData("german")]
    [InlineData("hmda_boston")]
    public void Fit_OnPublicData_IsTheReferencesOptimum(string set)
    {
        var exact = Reference.Json($"reference/{set}/models.json").GetProperty("lr_exact");
        string[][] design = [.. File.ReadLines(Reference.File($"reference/{set}/design_matrix.csv")).Select(line => line.Split(','))];
        string[][] inputs = [.. File.ReadLines(Reference.File($"reference/{set}/inputs.csv")).Select(line => line.Split(','))];
        int[] train = [.. Enumerable.Range(1, inputs.Length - 1).Where(row => inputs[row][1] == "train")];
        bool[] favourable = [.. train.Select(row => inputs[row][2] == "1")];
        string[] names = [.. exact.GetProperty("coef").EnumerateObject().Select(coefficient => coefficient.Name)];
        double[][] columns = [.. names.Select(name => Column(design, name, train))];

        var beta = new LogisticRegression(columns, favourable, Ones(train.Length), l2: 1).Fit();

        Assert.Equal(exact.GetProperty("intercept").GetDouble(), beta[0], 1e-9);
        for (var index = 0; index < names.Length; index++)
        {
            Assert.Equal(exact.GetProperty("coef").GetProperty(names[index]).GetDouble(), beta[index + 1], 1e-9);
        }
    }

    private static double[] Column(string[][] design, string name, int[] rows)
    {
        var column = Array.IndexOf(design[0], name);
        return [.. rows.Select(row => double.Parse(design[row][column], CultureInfo.InvariantCulture))];
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1d, count)];
}
