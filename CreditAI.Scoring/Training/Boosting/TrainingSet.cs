using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>The training rows by position: outcomes, weights with mean 1, penalised groups.</summary>
internal sealed class TrainingSet
{
    /// <exception cref="DatasetException">The rows hold one outcome only, or weights that are no weights.</exception>
    public TrainingSet(Dataset data, int[] rows, FairnessPenalty? penalty)
    {
        Rows = rows;
        Favourable = Array.ConvertAll(rows, row => data.Favourable[row]);
        if (Array.Exists(rows, row => !(data.WeightOf(row) >= 0)) || !double.IsFinite(rows.Sum(data.WeightOf)))
        {
            throw new DatasetException(data.Source, "the training rows' weights must be 0 or more and their sum finite");
        }

        Population = Tally.Of(data, rows);
        var mean = Population.Count / rows.Length;
        Weights = Array.ConvertAll(rows, row => data.WeightOf(row) / mean);
        Groups = penalty is null ? null : Array.ConvertAll(rows, row => (short)penalty.Groups[row]);
    }

    /// <summary>Row of the data set by position.</summary>
    public int[] Rows { get; }

    public bool[] Favourable { get; }

    /// <summary>Mean 1, so that penalties and thresholds do not depend on the weights' unit.</summary>
    public double[] Weights { get; }

    public short[]? Groups { get; }

    /// <summary>In the data's own weights.</summary>
    public Tally Population { get; }

    public int Count => Rows.Length;
}
