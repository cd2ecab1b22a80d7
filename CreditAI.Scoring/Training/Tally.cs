namespace CreditAI.Scoring.Training;

/// <summary>Weighted outcomes of some rows.</summary>
/// <param name="Good">Weight of the favourable ones.</param>
/// <param name="Bad">Weight of the unfavourable ones.</param>
internal readonly record struct Tally(double Good, double Bad)
{
    public double Count => Good + Bad;

    /// <summary>Log-likelihood of the outcomes at their own rate.</summary>
    public double LogLikelihood => Share(Good) + Share(Bad);

    public static Tally operator +(Tally left, Tally right) => new(left.Good + right.Good, left.Bad + right.Bad);

    public static Tally operator -(Tally left, Tally right) => new(left.Good - right.Good, left.Bad - right.Bad);

    public Tally Add(bool favourable, double weight) => favourable ? this with { Good = Good + weight } : this with { Bad = Bad + weight };

    private double Share(double part) => part > 0 ? part * Math.Log(part / Count) : 0;
}
