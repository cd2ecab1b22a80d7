using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>The training rows by position: outcomes, weights, penalised groups.</summary>
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
        Weights = Array.ConvertAll(rows, data.WeightOf);
        MeanWeight = Population.Count / rows.Length;
        Groups = penalty is null ? null : Array.ConvertAll(rows, row => (short)penalty.Groups[row]);
    }

    /// <summary>Row of the data set by position.</summary>
    public int[] Rows { get; }

    public bool[] Favourable { get; }

    public double[] Weights { get; }

    /// <summary>What is learned is learned in multiples of it, so that penalties and thresholds do not depend on the weights' unit.</summary>
    public double MeanWeight { get; }

    public short[]? Groups { get; }

    public Tally Population { get; }

    public int Count => Rows.Length;
}
