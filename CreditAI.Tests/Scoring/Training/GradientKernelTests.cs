using System.Runtime.Intrinsics;
using CreditAI.Scoring.Training;
using CreditAI.Scoring.Training.Boosting;

namespace CreditAI.Tests.Scoring.Training;

public sealed class GradientKernelTests
{
    private const int Cells = 37;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(511)]
    [InlineData(1_500)]
    public void Sum_IsWhatTheFormulaSaysRowByRow(int count)
    {
        var (rows, random) = (Rows(count, penalised: false), new Random(2));
        ushort[] applied = Draw(random, rows), cells = Draw(random, rows);
        float[] step = [.. Enumerable.Range(0, Cells).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        var before = (float[])rows.Scores.Clone();

        var sums = new GradientKernel(rows).Sum(applied, step, cells, Cells).ToArray();

        var (gradients, curvatures) = (new double[Cells], new double[Cells]);
        for (var row = 0; row < count; row++)
        {
            double score = before[row] + step[applied[row]];
            Assert.Equal(score, rows.Scores[row], 1e-5);
            var probability = 1 / (1 + Math.Exp(-rows.Scores[row]));
            gradients[cells[row]] += rows.Weights[row] * (rows.Targets[row] - probability);
            curvatures[cells[row]] += rows.Weights[row] * probability * (1 - probability);
        }

        for (var cell = 0; cell < Cells; cell++)
        {
            Assert.Equal(gradients[cell], sums[cell].GetElement(0), 1e-5 * count);
            Assert.Equal(curvatures[cell], sums[cell].GetElement(1), 1e-5 * count);
        }
    }

    [Fact]
    public void Sum_ExtremeScores_StaysFinite()
    {
        var rows = Rows(16, penalised: false);
        Array.Fill(rows.Scores, -1e6f, 0, 8);
        Array.Fill(rows.Scores, 1e6f, 8, 8);

        var sums = new GradientKernel(rows).Sum([], [], new ushort[rows.Scores.Length], 1);

        Assert.True(double.IsFinite(sums[0].GetElement(0)) && sums[0].GetElement(1) >= 0);
    }

    [Fact]
    public void Sum_UnderAPenalty_IsTheSlopeOfThePenalisedLoss()
    {
        var rows = Rows(600, penalised: true);
        var kernel = new GradientKernel(rows, new PenaltyTerms(new FairnessPenalty(3, [0], 0), rows));
        var cells = new ushort[rows.Scores.Length];
        var loss = new PenaltyTerms(new FairnessPenalty(3, [0], 0), rows);
        // The first pass counts the groups' means, the second uses them.
        kernel.Sum([], [], cells, 1);
        var slope = kernel.Sum([], [], cells, 1)[0].GetElement(0);

        const float tick = 1e-2f;
        var above = Loss(rows, loss, tick);
        var below = Loss(rows, loss, -tick);

        Assert.Equal(-(above - below) / (2 * tick), slope, 0.2);
        Assert.True(Math.Abs(slope - new GradientKernel(rows).Sum([], [], cells, 1)[0].GetElement(0)) > 1);
    }

    private static double Loss(BoostedRows rows, PenaltyTerms penalty, float shift)
    {
        var scores = (float[])rows.Scores.Clone();
        for (var row = 0; row < scores.Length; row++)
        {
            rows.Scores[row] += shift;
        }

        double sum = 0;
        for (var row = 0; row < rows.Positions.Length; row++)
        {
            var probability = 1 / (1 + Math.Exp(-rows.Scores[row]));
            sum -= rows.Weights[row] * Math.Log(rows.Targets[row] == 1 ? probability : 1 - probability);
        }

        sum += penalty.Of(rows);
        scores.CopyTo(rows.Scores, 0);
        return sum;
    }

    private static ushort[] Draw(Random random, BoostedRows rows) =>
        [.. rows.Scores.Select((_, row) => (ushort)(row < rows.Positions.Length ? random.Next(Cells) : 0))];

    private static BoostedRows Rows(int count, bool penalised)
    {
        var (data, random) = (Loans.Noisy(count + 20, 7), new Random(count));
        data = data.With(data.Favourable.ToArray(), [.. Enumerable.Range(0, data.Count).Select(_ => random.Next(4) / 2d)]);
        int[] groups = [.. Enumerable.Range(0, data.Count).Select(row => data.Favourable[row] ? random.Next(-1, 2) : random.Next(3))];
        var set = new TrainingSet(data, Loans.All(data), penalised ? new FairnessPenalty(3, groups, 0) : null);
        var rows = new BoostedRows([.. Enumerable.Range(0, count)], set, 0.3);
        for (var row = 0; row < count; row++)
        {
            rows.Scores[row] = (float)((random.NextDouble() * 6) - 3 + (penalised ? groups[row] : 0));
        }

        return rows;
    }
}
