namespace CreditAI.Scoring.Synthetic;

/// <summary>Draws from the distributions that the generator needs. The same seed gives the same draws.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    public double Uniform() => _random.NextDouble();

    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>By counting, after Knuth; for small means.</summary>
    public int Poisson(double mean)
    {
        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = _random.NextDouble(); product > limit; product *= _random.NextDouble())
        {
            count++;
        }

        return count;
    }

    public T Pick<T>(ReadOnlySpan<(T Value, double Share)> choices)
    {
        var left = _random.NextDouble();
        foreach (var (value, share) in choices)
        {
            left -= share;
            if (left < 0)
            {
                return value;
            }
        }

        return choices[^1].Value;
    }
}
