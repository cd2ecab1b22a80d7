using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>A logistic regression on a design matrix.</summary>
/// <param name="Intercept">Log-odds at zero.</param>
/// <param name="Coefficients">By column of the design.</param>
public sealed record LinearModel(double Intercept, IReadOnlyList<double> Coefficients)
{
    /// <inheritdoc cref="ReductionLearner.Logistic"/>
    public static LinearModel Fit(double[][] columns, bool[] favourable, double[] weights, double l2 = 1, bool penaliseIntercept = false)
    {
        var beta = new LogisticRegression(columns, favourable, weights, l2, penaliseIntercept).Fit();
        return new LinearModel(beta[0], beta[1..]);
    }

    /// <summary>Of the favourable outcome, by row.</summary>
    public double[] Probabilities(double[][] columns)
    {
        var margins = new double[columns.Length == 0 ? 0 : columns[0].Length];
        Array.Fill(margins, Intercept);
        for (var column = 0; column < columns.Length; column++)
        {
            for (var row = 0; row < margins.Length; row++)
            {
                margins[row] += Coefficients[column] * columns[column][row];
            }
        }

        return [.. margins.Select(margin => 1 / (1 + Math.Exp(-margin)))];
    }
}
