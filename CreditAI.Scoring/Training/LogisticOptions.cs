using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training;

/// <summary>How the logistic trainer bins and fits. The defaults suit a few hundred to a few million rows.</summary>
public sealed record LogisticOptions
{
    /// <summary>Smallest share of the training rows that a bin may hold, 0 to 0.5. Smaller bins would be noise.</summary>
    public double MinimumShare { get; init; } = 0.05;

    /// <summary>Log-likelihood that each turn of a free numeric feature's evidence must gain, beside the cut's own cost.</summary>
    public double TurnCost { get; init; } = 6;

    /// <summary>
    /// Log-likelihood that a worse than average bin below the minimum share must gain beside the cut's own cost. Denied mortgage insurance is two in
    /// a hundred applications and nearly always decides them: such a bin is kept.
    /// </summary>
    public double RareCost { get; init; } = 6;

    /// <summary>No bin holds fewer rows than this, whatever it gains.</summary>
    public double RareRows { get; init; } = 20;

    /// <summary>Most ordinary bins of a feature.</summary>
    public int MaximumBins { get; init; } = 12;

    /// <summary>Fine quantile bins that the bins are made of.</summary>
    public int FineBins { get; init; } = 80;

    /// <summary>
    /// Log-likelihood that one more bin must gain. 1 is Akaike's criterion; 2 and more give coarser tables.
    /// </summary>
    public double CutCost { get; init; } = 1;

    /// <summary>Rows of the average population that each bin is mixed with, so that small bins lean to the average.</summary>
    public double Smoothing { get; init; } = 4;

    /// <summary>Ridge penalty on the coefficients: half of it times their squares is added to the negative log-likelihood.</summary>
    public double L2 { get; init; } = 0.1;

    /// <summary>Bins given by a person, by feature; the others are chosen by the outcomes.</summary>
    public IReadOnlyDictionary<string, Binning> Breaks { get; init; } = new Dictionary<string, Binning>();

    /// <summary>False: the directions that the schema asks for are not kept.</summary>
    public bool Monotone { get; init; } = true;

    internal IReadOnlyDictionary<string, double> ToParameters() => new Dictionary<string, double>
    {
        ["minimumShare"] = MinimumShare,
        ["turnCost"] = TurnCost,
        ["rareCost"] = RareCost,
        ["rareRows"] = RareRows,
        ["maximumBins"] = MaximumBins,
        ["fineBins"] = FineBins,
        ["cutCost"] = CutCost,
        ["smoothing"] = Smoothing,
        ["l2"] = L2,
    };
}
