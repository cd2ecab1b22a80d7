namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// How much too far, or not far enough, the ensemble's log-odds spread: the slope of outcomes on the mean log-odds of the bags that
/// held a row out (Cox 1958's calibration slope). Fewer bags speak of a row there than in the ensemble, so it errs towards caution.
/// </summary>
internal static class HeldOutSlope
{
    // Beyond these the held-out rows are too few or the fit has failed, and no correction is better than a wild one.
    private const double Least = 0.5;
    private const double Most = 1.5;

    /// <returns>Null where it cannot be told.</returns>
    public static double? Of(TrainingSet set, IReadOnlyList<Bag> bags)
    {
        var (scores, counts) = (new double[set.Count], new int[set.Count]);
        foreach (var bag in bags)
        {
            bag.AddHeldOut(scores, counts);
        }

        int[] rows = [.. Enumerable.Range(0, set.Count).Where(row => counts[row] > 0)];
        var (intercept, slope) = (0d, 1d);
        for (var step = 0; step < 25; step++)
        {
            double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
            foreach (var row in rows)
            {
                var score = scores[row] / counts[row];
                var probability = 1 / (1 + Math.Exp(-intercept - (slope * score)));
                var residual = set.Weights[row] * ((set.Favourable[row] ? 1 : 0) - probability);
                var curvature = set.Weights[row] * probability * (1 - probability);
                (g0, g1) = (g0 + residual, g1 + (residual * score));
                (h00, h01, h11) = (h00 + curvature, h01 + (curvature * score), h11 + (curvature * score * score));
            }

            var determinant = (h00 * h11) - (h01 * h01);
            if (!(determinant > 1e-9 * h00 * h11))
            {
                return null;
            }

            var change = ((h00 * g1) - (h01 * g0)) / determinant;
            (intercept, slope) = (intercept + (((h11 * g0) - (h01 * g1)) / determinant), slope + change);
            if (Math.Abs(change) < 1e-10)
            {
                return slope is >= Least and <= Most ? slope : null;
            }
        }

        return null;
    }
}
