namespace CreditAI.Scoring.Training.Boosting;

/// <summary>Cyclic boosting of some tables until the held-out loss no longer falls.</summary>
internal sealed class BoostingLoop(
    GradientKernel kernel, BoostedRows training, BoostedRows heldOut, PenaltyTerms? heldOutPenalty, BoostedOptions options)
{
    // Of the loss by row: less is no progress.
    private const double Progress = 1e-7;

    /// <summary>The tables end as they were when the held-out loss was lowest, and the rows' scores with them.</summary>
    public void Run(IReadOnlyList<BoostedTable> tables, CancellationToken cancellation)
    {
        if (tables.Count == 0)
        {
            return;
        }

        var (startTraining, startHeldOut) = (training.Scores.ToArray(), heldOut.Scores.ToArray());
        // Without held-out weight there is nothing to stop by but the patience.
        var blind = !Array.Exists(heldOut.Weights, weight => weight > 0);
        var best = Loss();
        double[][] kept = [.. tables.Select(table => (double[])table.Values.Clone())];
        BoostedTable? last = null;
        for (int round = 0, since = 0; round < options.Rounds && since < options.Patience; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var table in tables)
            {
                table.Learn(last is null ? kernel.Sum([], [], table.Training, table.Count) : kernel.Sum(last.Training, last.Step, table.Training, table.Count));
                GradientKernel.Advance(heldOut.Scores, table.HeldOut, table.Step);
                last = table;
            }

            var loss = Loss();
            since++;
            if (blind || loss < best - Progress)
            {
                (best, since) = (loss, blind ? since : 0);
                for (var index = 0; index < kept.Length; index++)
                {
                    tables[index].Values.CopyTo(kept[index], 0);
                }
            }
        }

        Restore(tables, kept, startTraining, startHeldOut);
    }

    private void Restore(IReadOnlyList<BoostedTable> tables, double[][] kept, float[] startTraining, float[] startHeldOut)
    {
        startTraining.CopyTo(training.Scores, 0);
        startHeldOut.CopyTo(heldOut.Scores, 0);
        for (var index = 0; index < kept.Length; index++)
        {
            tables[index].Values = kept[index];
            var step = Array.ConvertAll(kept[index], value => (float)value);
            GradientKernel.Advance(training.Scores, tables[index].Training, step);
            GradientKernel.Advance(heldOut.Scores, tables[index].HeldOut, step);
        }
    }

    /// <summary>Mean held-out loss, the penalty included.</summary>
    private double Loss()
    {
        double sum = 0, weight = 0;
        for (var row = 0; row < heldOut.Positions.Length; row++)
        {
            double against = heldOut.Targets[row] == 1 ? -heldOut.Scores[row] : heldOut.Scores[row];
            // ln(1 + e^x) without overflow.
            sum += heldOut.Weights[row] * (Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against))));
            weight += heldOut.Weights[row];
        }

        return weight > 0 ? (sum + (heldOutPenalty?.Of(heldOut) ?? 0)) / weight : 0;
    }
}
