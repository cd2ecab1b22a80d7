namespace CreditAI.Scoring.Training;

/// <summary>How the boosted trainer bins, learns and stops. The defaults suit a few hundred to a few million rows.</summary>
public sealed record BoostedOptions
{
    /// <summary>Most ordinary bins of a numeric feature, and most levels with a bin of their own, 2 to 255. Coarser bins make simpler tables.</summary>
    public int MaximumBins { get; init; } = 255;

    /// <summary>Most ordinary groups along one side of a pair's table, 2 to 64.</summary>
    public int MaximumPairBins { get; init; } = 32;

    /// <summary>Training rows that an ordinary bin holds at least; levels with fewer are pooled.</summary>
    public int MinimumBinRows { get; init; } = 5;

    /// <summary>Pairs of features that get a table, the strongest first. Null: found by the number of features. 0: none.</summary>
    public int? Pairs { get; init; }

    /// <summary>Models that are averaged, each learned from its own part of the training rows, 1 to 256.</summary>
    public int Bags { get; init; } = 16;

    /// <summary>Share of the rows that a bag holds out to know when to stop, above 0 and below 1.</summary>
    public double HeldOutShare { get; init; } = 0.3;

    /// <summary>Most rows that one bag learns from; the others are left to other bags.</summary>
    public int MaximumBagRows { get; init; } = 50_000;

    /// <summary>Most rounds; in one round every table takes one step.</summary>
    public int Rounds { get; init; } = 5_000;

    /// <summary>Rounds without a better held-out loss before a bag stops.</summary>
    public int Patience { get; init; } = 50;

    /// <summary>Share of each Newton step that is taken, above 0 and at most 1.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>As <see cref="LearningRate"/>, for the pairs' tables.</summary>
    public double PairLearningRate { get; init; } = 0.05;

    /// <summary>Most leaves of a step in one feature's table, beside its missing values, 2 or more.</summary>
    public int Leaves { get; init; } = 3;

    /// <summary>Rows that a leaf holds at least.</summary>
    public int MinimumLeafRows { get; init; } = 10;

    /// <summary>Ridge penalty on a leaf's value, in the curvature of average rows.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>False: the directions that the schema asks for are not kept.</summary>
    public bool Monotone { get; init; } = true;

    /// <summary>The features that may earn points. Null: all. The others keep a table of zeros and are named in the lineage.</summary>
    public IReadOnlySet<string>? Features { get; init; }

    /// <summary>Added to the loss; null: none.</summary>
    public FairnessPenalty? Penalty { get; init; }

    /// <summary>Neighbouring bins whose points differ by no more than this become one.</summary>
    public double MergePoints { get; init; } = 0.05;

    /// <summary>
    /// Rows over which a number's table is smoothed: every bin earns the mean of its surroundings, where a row that lies this many
    /// rows away counts 1/e. Bins of many rows hardly change, and directions stay. 0: off. Null: for each feature what the rows that bags
    /// held out ask for.
    /// </summary>
    public double? Smoothing { get; init; }

    /// <summary>
    /// True: the ensemble's log-odds are multiplied by their calibration slope on rows that bags held out. Ranks and directions stay.
    /// </summary>
    public bool Recalibrate { get; init; } = true;

    /// <summary>Seed of the bags.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Bags learned at the same time; null: one for each processor. The result does not depend on it.</summary>
    public int? Threads { get; init; }

    internal IReadOnlyDictionary<string, double> ToParameters(int pairs)
    {
        var parameters = new Dictionary<string, double>
        {
            ["maximumBins"] = MaximumBins,
            ["maximumPairBins"] = MaximumPairBins,
            ["minimumBinRows"] = MinimumBinRows,
            ["pairs"] = pairs,
            ["bags"] = Bags,
            ["heldOutShare"] = HeldOutShare,
            ["maximumBagRows"] = MaximumBagRows,
            ["rounds"] = Rounds,
            ["patience"] = Patience,
            ["learningRate"] = LearningRate,
            ["pairLearningRate"] = PairLearningRate,
            ["leaves"] = Leaves,
            ["minimumLeafRows"] = MinimumLeafRows,
            ["l2"] = L2,
            ["monotone"] = Monotone ? 1 : 0,
            ["mergePoints"] = MergePoints,
            ["recalibrate"] = Recalibrate ? 1 : 0,
            ["seed"] = Seed,
        };
        if (Smoothing is { } smoothing)
        {
            parameters["smoothing"] = smoothing;
        }

        if (Penalty is { } penalty)
        {
            parameters["penaltyStrength"] = penalty.Strength;
        }

        return parameters;
    }

    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range; the message names it.</exception>
    public void Validate()
    {
        Require(MaximumBins is >= 2 and <= 255, nameof(MaximumBins), "2 to 255");
        Require(MaximumPairBins is >= 2 and <= 64, nameof(MaximumPairBins), "2 to 64");
        Require(MinimumBinRows >= 1, nameof(MinimumBinRows), "1 or more");
        Require(Pairs is null or >= 0, nameof(Pairs), "0 or more");
        Require(Bags is >= 1 and <= 256, nameof(Bags), "1 to 256");
        Require(HeldOutShare is > 0 and < 1, nameof(HeldOutShare), "above 0 and below 1");
        Require(MaximumBagRows >= 1, nameof(MaximumBagRows), "1 or more");
        Require(Rounds >= 1, nameof(Rounds), "1 or more");
        Require(Patience >= 1, nameof(Patience), "1 or more");
        Require(LearningRate is > 0 and <= 1, nameof(LearningRate), "above 0 and at most 1");
        Require(PairLearningRate is > 0 and <= 1, nameof(PairLearningRate), "above 0 and at most 1");
        Require(Leaves >= 2, nameof(Leaves), "2 or more");
        Require(MinimumLeafRows >= 1, nameof(MinimumLeafRows), "1 or more");
        Require(L2 >= 0 && double.IsFinite(L2), nameof(L2), "0 or more");
        Require(Smoothing is null or >= 0 and < double.PositiveInfinity, nameof(Smoothing), "0 or more");
        Require(MergePoints >= 0, nameof(MergePoints), "0 or more");
        Require(Threads is null or >= 1, nameof(Threads), "1 or more");
    }

    private static void Require(bool holds, string option, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, $"{option} must be {range}");
        }
    }
}
