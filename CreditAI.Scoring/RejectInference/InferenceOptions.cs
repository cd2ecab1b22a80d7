namespace CreditAI.Scoring.RejectInference;

/// <summary>What is assumed of declined applications. Each member is an assumption: the data cannot say.</summary>
public sealed record InferenceOptions
{
    public InferenceMethod Method { get; init; } = InferenceMethod.Fuzzy;

    /// <summary>
    /// How many times the probability of default of an approved application with the same score a declined one has; 1 or more is usual,
    /// since an underwriter saw what the score does not.
    /// </summary>
    public double Factor { get; init; } = 1;

    /// <summary>Bands of score for parcelling, of equal share of the approved.</summary>
    public int Bands { get; init; } = 10;

    /// <summary>Seed of the outcomes drawn by parcelling.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The assumption in words, for output and lineage.</summary>
    public string Assumption => Method == InferenceMethod.Fuzzy
        ? FormattableString.Invariant(
            $"reject inference (fuzzy augmentation): assumes that a declined application defaults {Factor} times as likely as an approved one of the same score")
        : FormattableString.Invariant(
            $"reject inference (parcelling, {Bands} bands, seed {Seed}): assumes that declined applications default {Factor} times as often as approved ones of the same band");

    /// <exception cref="ArgumentException">A number out of its range.</exception>
    internal void Validate()
    {
        if (!double.IsFinite(Factor) || !(Factor > 0) || Bands < 2)
        {
            throw new ArgumentException("the factor must be above 0, and there must be 2 bands or more");
        }
    }
}
