using CreditAI.Scoring.Data;

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

    /// <summary>Outcomes of the training rows.</summary>
    /// <exception cref="DatasetException">They are one only.</exception>
    public static Tally Of(Dataset data, int[] rows)
    {
        var tally = rows.Aggregate(default(Tally), (sum, row) => sum.Add(data.Favourable[row], data.WeightOf(row)));
        if (tally is { Good: > 0, Bad: > 0 })
        {
            return tally;
        }

        var only = tally.Count == 0 ? "without weight" : tally.Bad == 0 ? "favourable" : "unfavourable";
        throw new DatasetException(
            [new DatasetFault(data.Source, null, data.Schema.Label.Name, $"every outcome of the training rows is {only}; both are needed to learn from")]);
    }

    public Tally Add(bool favourable, double weight) => favourable ? this with { Good = Good + weight } : this with { Bad = Bad + weight };

    private double Share(double part) => part > 0 ? part * Math.Log(part / Count) : 0;
}
