namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// The fairness penalty's share of gradient and curvature. The groups' mean probabilities are those of the pass before, one small
/// step old. The curvature is an upper bound of the penalty's own: by Cauchy and Schwarz (Σ aᵢ δᵢ)² ≤ Σ aᵢ · Σ aᵢ δᵢ², and a squared
/// difference is at most twice the two squares, so a step along it does not overshoot however strong the penalty is.
/// </summary>
internal sealed class PenaltyTerms
{
    private readonly double _strength;
    private readonly int _reference;
    private readonly double[] _weights;
    private readonly double[] _sums;
    private readonly float[] _slopes;
    private readonly float[] _bends;

    public PenaltyTerms(FairnessPenalty penalty, BoostedRows rows)
    {
        _reference = penalty.Reference;
        var groups = Math.Max(_reference, rows.Groups.Length == 0 ? 0 : (int)rows.Groups.Max()) + 1;
        (_weights, _sums, _slopes, _bends) = (new double[groups], new double[groups], new float[groups], new float[groups]);
        double total = 0;
        for (var row = 0; row < rows.Groups.Length; row++)
        {
            total += rows.Weights[row];
            if (rows.Groups[row] >= 0)
            {
                _weights[rows.Groups[row]] += rows.Weights[row];
            }
        }

        _strength = penalty.Strength * total;
        var compared = _weights.Where((weight, group) => group != _reference && weight > 0 && _weights[_reference] > 0).Count();
        for (var group = 0; group < groups; group++)
        {
            var measured = _weights[group] > 0 && _weights[_reference] > 0;
            _bends[group] = measured ? (float)(4 * _strength * (group == _reference ? compared : 1) / _weights[group]) : 0;
        }
    }

    /// <summary>Adds the penalty to a block's gradients and curvatures, and counts its probabilities.</summary>
    public void Add(ReadOnlySpan<short> groups, ReadOnlySpan<float> weights, ReadOnlySpan<float> probabilities, Span<float> slopes)
    {
        for (var row = 0; row < groups.Length; row++)
        {
            if (groups[row] is var group and >= 0)
            {
                var (weight, probability) = (weights[row], probabilities[row]);
                var spread = probability * (1 - probability);
                _sums[group] += weight * probability;
                slopes[2 * row] += _slopes[group] * weight * spread;
                slopes[(2 * row) + 1] += _bends[group] * weight * spread * spread;
            }
        }
    }

    /// <summary>Takes the means that were counted for the next pass.</summary>
    public void Turn()
    {
        Array.Clear(_slopes);
        for (var group = 0; group < _sums.Length; group++)
        {
            if (group != _reference && _weights[group] > 0 && _weights[_reference] > 0)
            {
                var slope = 2 * _strength * ((_sums[group] / _weights[group]) - (_sums[_reference] / _weights[_reference]));
                _slopes[group] -= (float)(slope / _weights[group]);
                _slopes[_reference] += (float)(slope / _weights[_reference]);
            }
        }

        Array.Clear(_sums);
    }

    /// <summary>The penalty at the given scores.</summary>
    public double Of(BoostedRows rows)
    {
        var sums = new double[_weights.Length];
        for (var row = 0; row < rows.Groups.Length; row++)
        {
            if (rows.Groups[row] is var group and >= 0)
            {
                sums[group] += rows.Weights[row] / (1 + Math.Exp(-rows.Scores[row]));
            }
        }

        double penalty = 0;
        for (var group = 0; group < sums.Length; group++)
        {
            if (_weights[group] > 0 && _weights[_reference] > 0)
            {
                var gap = (sums[group] / _weights[group]) - (sums[_reference] / _weights[_reference]);
                penalty += _strength * gap * gap;
            }
        }

        return penalty;
    }
}
