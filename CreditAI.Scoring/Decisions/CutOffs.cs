namespace CreditAI.Scoring.Decisions;

/// <summary>Approve at or above <see cref="Approve"/> points, decline below <see cref="Decline"/>, refer between.</summary>
public sealed record CutOffs
{
    /// <exception cref="ArgumentException">The decline cut-off is above the approve cut-off, or one is not finite.</exception>
    public CutOffs(double approve, double decline)
    {
        if (!double.IsFinite(approve) || !double.IsFinite(decline) || decline > approve)
        {
            throw new ArgumentException("cut-offs must be finite, and decline must not be above approve", nameof(decline));
        }

        Approve = approve;
        Decline = decline;
    }

    /// <summary>Points.</summary>
    public double Approve { get; }

    /// <summary>Points. Equal to <see cref="Approve"/>: nothing is referred.</summary>
    public double Decline { get; }

    /// <summary>The cut-offs at which these shares of the training population would have been approved and referred.</summary>
    /// <param name="scoreQuantiles">Points at equal steps of probability from 0 to 1, as in a scorecard's lineage.</param>
    /// <param name="approvalRate">0 to 1.</param>
    /// <param name="referralRate">0 to 1; the two together at most 1.</param>
    /// <exception cref="ArgumentException">A rate is out of its range, or there are fewer than two quantiles.</exception>
    public static CutOffs FromRates(IReadOnlyList<double> scoreQuantiles, double approvalRate, double referralRate = 0)
    {
        if (!(approvalRate >= 0 && referralRate >= 0 && approvalRate + referralRate <= 1))
        {
            throw new ArgumentException("approval and referral rates must lie between 0 and 1, and so must their sum", nameof(approvalRate));
        }

        if (scoreQuantiles.Count < 2)
        {
            throw new ArgumentException("the scorecard keeps no score quantiles, so a cut-off must be given in points", nameof(scoreQuantiles));
        }

        return new CutOffs(
            Quantile(scoreQuantiles, 1 - approvalRate),
            Quantile(scoreQuantiles, 1 - (approvalRate + referralRate)));
    }

    public Decision Decide(double points) =>
        points >= Approve ? Decision.Approve : points < Decline ? Decision.Decline : Decision.Refer;

    private static double Quantile(IReadOnlyList<double> quantiles, double probability)
    {
        var position = Math.Clamp(probability, 0, 1) * (quantiles.Count - 1);
        var below = Math.Min((int)position, quantiles.Count - 2);
        return quantiles[below] + ((position - below) * (quantiles[below + 1] - quantiles[below]));
    }
}
