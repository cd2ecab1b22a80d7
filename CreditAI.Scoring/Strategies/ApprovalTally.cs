using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Strategies;

/// <summary>Rows taken together, with their outcomes where these are known.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Weight">Their weight.</param>
/// <param name="Bad">Weight of the unfavourable outcomes; 0 where none are known.</param>
/// <param name="Known">True when the outcomes are known.</param>
public readonly record struct ApprovalTally(long Rows, double Weight, double Bad, bool Known)
{
    /// <summary>Unfavourable share with Wilson's interval.</summary>
    public Measure BadRate => Known
        ? Measure.Share(Bad, Weight, Rows, "nobody is among them")
        : Measure.Not(Rows, "no outcomes are known");

    /// <summary>These rows as a share of all.</summary>
    public Measure ShareOf(ApprovalTally all) => Measure.Share(Weight, all.Weight, all.Rows, "there are no rows");

    internal static ApprovalTally Of(Dataset data, IEnumerable<int> rows)
    {
        var tally = new ApprovalTally(0, 0, 0, data.HasOutcomes);
        foreach (var row in rows)
        {
            tally = tally.Add(data, row);
        }

        return tally;
    }

    internal ApprovalTally Add(Dataset data, int row)
    {
        var weight = data.WeightOf(row);
        return this with
        {
            Rows = Rows + 1,
            Weight = Weight + weight,
            Bad = Bad + (data.HasOutcomes && !data.Favourable[row] ? weight : 0),
        };
    }
}
