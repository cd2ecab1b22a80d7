namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// Draws the bags' parts without replacement, evenly by outcome. Each outcome's rows are shuffled once and put around a circle; bag b
/// holds out the arc that begins at b / bags and learns from what follows, so over the bags every row is held out equally often.
/// </summary>
internal sealed class BagDraw
{
    private readonly double[] _phases;
    private readonly double _heldOut;
    private readonly double _training;
    private readonly int _bags;

    public BagDraw(TrainingSet set, BoostedOptions options)
    {
        _bags = options.Bags;
        _phases = new double[set.Count];
        foreach (var outcome in (bool[])[true, false])
        {
            int[] rows = [.. Enumerable.Range(0, set.Count).Where(row => set.Favourable[row] == outcome)];
            new Random(options.Seed).Shuffle(rows);
            for (var index = 0; index < rows.Length; index++)
            {
                _phases[rows[index]] = (index + 0.5) / rows.Length;
            }
        }

        var scale = Math.Min(1, options.MaximumBagRows / ((1 - options.HeldOutShare) * set.Count));
        _heldOut = scale * options.HeldOutShare;
        _training = scale * (1 - options.HeldOutShare);
    }

    /// <summary>Positions that bag <paramref name="bag"/> learns from and those it holds out, ascending.</summary>
    public (int[] Training, int[] HeldOut) Draw(int bag)
    {
        var (training, heldOut) = (new List<int>(), new List<int>());
        for (var row = 0; row < _phases.Length; row++)
        {
            var behind = _phases[row] - ((double)bag / _bags);
            behind -= Math.Floor(behind);
            if (behind < _heldOut)
            {
                heldOut.Add(row);
            }
            else if (behind < _heldOut + _training)
            {
                training.Add(row);
            }
        }

        return ([.. training], [.. heldOut]);
    }
}
