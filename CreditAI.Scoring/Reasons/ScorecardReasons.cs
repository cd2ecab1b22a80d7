using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Reasons;

/// <summary>Which features cost an application its points, exactly: the score is a sum, so a feature's loss is a difference of two of its points.
/// What a pair lost is shared half and half by its two features, so that the losses of all features add up to the whole gap.</summary>
public static class ScorecardReasons
{
    /// <summary>More than four reasons are not likely helpful (12 CFR 1002.9(b)(2), official interpretation 1).</summary>
    public const int Usual = 4;

    // A millionth of a millionth of what doubles the odds: a sum's rounding is no reason.
    private const double Rounding = 1e-11;

    private const int MostOnStack = 256;

    /// <summary>
    /// The features that lost the most points, most first, each once; equal losses in slot order. A feature that lost nothing is no reason.
    /// </summary>
    /// <param name="scorecard">The scorecard that scored it.</param>
    /// <param name="bins">The application's stored bins.</param>
    /// <param name="basis">What the points are counted against.</param>
    /// <param name="reasons">Receives them; its length is how many are wanted.</param>
    /// <returns>How many there are.</returns>
    public static int Explain(this Scorecard scorecard, ReadOnlySpan<ushort> bins, ReasonBasis basis, Span<PointsLost> reasons)
    {
        var found = 0;
        Span<double> lost = bins.Length <= MostOnStack ? stackalloc double[bins.Length] : new double[bins.Length];
        scorecard.Lost(bins, basis, lost);
        for (var slot = 0; slot < bins.Length; slot++)
        {
            if (lost[slot] > Rounding)
            {
                found = Insert(reasons, found, new PointsLost(slot, bins[slot], lost[slot]));
            }
        }

        return found;
    }

    /// <summary>The same with texts; allocates.</summary>
    public static IReadOnlyList<Reason> Reasons(
        this Scorecard scorecard, ReadOnlySpan<ushort> bins, ReasonBasis basis = ReasonBasis.Best, int most = Usual)
    {
        Span<PointsLost> lost = stackalloc PointsLost[Math.Min(most, bins.Length)];
        var reasons = new Reason[scorecard.Explain(bins, basis, lost)];
        for (var index = 0; index < reasons.Length; index++)
        {
            reasons[index] = scorecard.Tell(lost[index]);
        }

        return reasons;
    }

    /// <summary>Points that each feature lost, by slot; negative when it earned more than the basis.</summary>
    /// <param name="scorecard">The scorecard.</param>
    /// <param name="bins">The application's bins.</param>
    /// <param name="basis">What the points are counted against.</param>
    /// <param name="lost">Receives them; one per slot. They sum to the basis' whole score less the application's.</param>
    public static void Lost(this Scorecard scorecard, ReadOnlySpan<ushort> bins, ReasonBasis basis, Span<double> lost)
    {
        scorecard.RequireOwn(bins);
        scorecard.LossesAgainst(basis).Look(bins, lost);
    }

    /// <summary>The reason in the schema's words.</summary>
    public static Reason Tell(this Scorecard scorecard, PointsLost lost)
    {
        var term = scorecard.Terms[lost.Slot];
        var text = lost.Bin == Binning.Missing ? term.Feature.MissingReason ?? term.Feature.Reason : term.Feature.Reason;
        return new Reason(term.Feature.Name, text, lost.Points, term.Describe(lost.Bin));
    }

    private static int Insert(Span<PointsLost> reasons, int found, PointsLost lost)
    {
        if (found == reasons.Length && (found == 0 || reasons[^1].Points >= lost.Points))
        {
            return found;
        }

        var place = Math.Min(found, reasons.Length - 1);
        for (; place > 0 && reasons[place - 1].Points < lost.Points; place--)
        {
            reasons[place] = reasons[place - 1];
        }

        reasons[place] = lost;
        return Math.Min(found + 1, reasons.Length);
    }
}
