namespace CreditAI.Scoring.Training;

/// <summary>
/// Weight of evidence = ln(good / bad) − ln(all good / all bad): positive is better than average. Each bin is mixed with some
/// rows of the average population, so an empty bin is 0 and a small one leans to it, and a bin of one outcome stays finite.
/// </summary>
internal sealed class WeightOfEvidence(Tally population, double smoothing)
{
    private readonly double _good = smoothing * population.Good / population.Count;
    private readonly double _bad = smoothing * population.Bad / population.Count;
    private readonly double _average = Math.Log(population.Good / population.Bad);

    public double Of(Tally bin) => bin.Count > 0 ? Math.Log((bin.Good + _good) / (bin.Bad + _bad)) - _average : 0;
}
