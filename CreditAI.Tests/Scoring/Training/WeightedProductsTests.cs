using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Training;

public sealed class WeightedProductsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    [InlineData(1_023)]
    public void Of_NumbersAndIndicators_IsTheSumRowByRow(int rows)
    {
        var draw = new Random(rows);
        var weights = Numbers(draw, rows, 1);
        double[][] columns = [Numbers(draw, rows, 1), Numbers(draw, rows, 0.3), Indicators(draw, rows, 0.5), Indicators(draw, rows, 0.02), new double[rows], Numbers(draw, rows, 1)];
        var size = columns.Length + 1;

        var products = WeightedProducts.Of(columns, weights);

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var expected = j > i ? 0 : Enumerable.Range(0, rows).Sum(row => weights[row] * Value(i, row) * Value(j, row));
                Assert.Equal(expected, products[(i * size) + j], 1e-10);
            }
        }

        double Value(int index, int row) => index == 0 ? 1 : columns[index - 1][row];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(29)]
    public void DotSumAndAdd_AnyLength_AreTheSumsOneByOne(int rows)
    {
        var draw = new Random(rows);
        var (values, others, sums) = (Numbers(draw, rows, 1), Numbers(draw, rows, 1), Numbers(draw, rows, 1));
        double[] expected = [.. sums.Zip(values, (sum, value) => sum + (2.5 * value))];

        WeightedProducts.Add(values, 2.5, sums);

        Assert.Equal(expected, sums);
        Assert.Equal(values.Sum(), WeightedProducts.Sum(values), 1e-12);
        Assert.Equal(values.Zip(others, (one, other) => one * other).Sum(), WeightedProducts.Dot(values, others), 1e-12);
    }

    private static double[] Numbers(Random draw, int rows, double share) =>
        [.. Enumerable.Range(0, rows).Select(_ => draw.NextDouble() < share ? (2 * draw.NextDouble()) - 1 : 0)];

    private static double[] Indicators(Random draw, int rows, double share) => [.. Enumerable.Range(0, rows).Select(_ => draw.NextDouble() < share ? 1d : 0)];
}
