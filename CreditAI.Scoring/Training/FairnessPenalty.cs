namespace CreditAI.Scoring.Training;

/// <summary>
/// Adds strength · n · Σ (mean p of a group − mean p of the reference group)² to the training loss, where p is the probability of
/// the favourable outcome and n the rows' weight. The groups steer what is learned and never become a feature.
/// </summary>
public sealed class FairnessPenalty
{
    /// <summary>Rows of this code belong to no group and are not penalised.</summary>
    public const int Ignored = -1;

    private readonly int[] _groups;

    /// <param name="strength">0 or more; 0 is no penalty.</param>
    /// <param name="groups">Group code by row of the data set, 0 to 255, or <see cref="Ignored"/>.</param>
    /// <param name="reference">Code of the group that the others are measured against.</param>
    /// <exception cref="ArgumentException">The strength is negative or a code is outside its range.</exception>
    public FairnessPenalty(double strength, int[] groups, int reference)
    {
        if (!(strength >= 0) || !double.IsFinite(strength))
        {
            throw new ArgumentException("the strength must be a number of 0 or more", nameof(strength));
        }

        if (reference is < 0 or > byte.MaxValue || Array.Exists(groups, code => code is < Ignored or > byte.MaxValue))
        {
            throw new ArgumentException("group codes must be 0 to 255, or -1 for rows of no group", nameof(groups));
        }

        Strength = strength;
        Reference = reference;
        _groups = groups;
    }

    public double Strength { get; }

    public int Reference { get; }

    /// <summary>By row of the data set.</summary>
    public ReadOnlySpan<int> Groups => _groups;
}
