using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Strategies;

/// <summary>Rows by their points, highest first; equal points by row.</summary>
internal sealed class Ranking
{
    private readonly Dataset _data;
    private readonly double[] _points;
    private readonly double _weight;

    public Ranking(Dataset data, int[] rows, double[] points)
    {
        (_data, _points) = (data, points);
        Rows = [.. rows.OrderByDescending(row => points[row])];
        _weight = Rows.Sum(data.WeightOf);
    }

    public IReadOnlyList<int> Rows { get; }

    /// <summary>The highest points at which at least this share of the weight is approved.</summary>
    public double CutOffAt(double approvalRate)
    {
        var sum = 0d;
        foreach (var row in Rows)
        {
            sum += _data.WeightOf(row);
            // A share times the whole is not exact in binary.
            if (sum >= approvalRate * _weight * (1 - 1e-12))
            {
                return _points[row];
            }
        }

        return _points[Rows[^1]];
    }
}
