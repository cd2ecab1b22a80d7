using CreditAI.Scoring.Fairness.Quality;
using CreditAI.Scoring.Metrics;

namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>Probabilities of the favourable outcome with the outcomes that came, of one group or of all rows.</summary>
public sealed class ScoredRows
{
    private readonly bool[] _favourable;
    private readonly double[] _scores;
    private readonly double[]? _weights;
    private Performance? _performance;

    /// <param name="favourable">Outcomes.</param>
    /// <param name="scores">Probability of the favourable outcome, 0 to 1, by the same index.</param>
    /// <param name="weights">Null when every row counts one.</param>
    public ScoredRows(bool[] favourable, double[] scores, double[]? weights = null)
    {
        _favourable = favourable;
        _scores = scores;
        _weights = weights;
    }

    public int Count => _scores.Length;

    public ReadOnlySpan<bool> Favourable => _favourable;

    public ReadOnlySpan<double> Scores => _scores;

    public Performance Performance => _performance ??= PerformanceMeasures.Of(_favourable, _scores, _weights);

    /// <summary>With DeLong's interval where every row counts one.</summary>
    public Measure Auc => Performance.Auc is { } auc
        ? Measure.Of(auc, Count, _weights is null ? DeLong.Interval(_favourable, _scores, auc) : null)
        : Measure.Not(Count, Performance.Undefined ?? Confusion.NoRows);

    public Measure MeanScore
    {
        get
        {
            double sum = 0, total = 0;
            for (var row = 0; row < _scores.Length; row++)
            {
                var weight = WeightOf(row);
                sum += weight * _scores[row];
                total += weight;
            }

            return total > 0 ? Measure.Of(sum / total, Count) : Measure.Not(Count, Confusion.NoRows);
        }
    }

    public double WeightOf(int row) => _weights is null ? 1 : _weights[row];
}
