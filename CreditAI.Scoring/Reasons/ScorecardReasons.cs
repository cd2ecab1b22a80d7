using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Reasons;

/// <summary>Which features cost an application its points, exactly: the score is a sum, so a feature's loss is a difference of two of its points.</summary>
public static class ScorecardReasons
{
    /// <summary>More than four reasons are not likely helpful (12 CFR 1002.9(b)(2), official interpretation 1).</summary>
    public const int Usual = 4;

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
        scorecard.RequireOwn(bins);
        var found = 0;
        for (var slot = 0; slot < bins.Length; slot++)
        {
            var lost = scorecard.LostOn(slot, bins[slot], basis);
            if (lost > 0)
            {
                found = Insert(reasons, found, new PointsLost(slot, bins[slot], lost));
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

    /// <summary>Points that a feature lost; negative when it earned more than the basis.</summary>
    public static double LostOn(this Scorecard scorecard, int slot, ushort bin, ReasonBasis basis)
    {
        var term = scorecard.Terms[slot];
        return (basis == ReasonBasis.Best ? term.BestPoints : term.MeanPoints) - term.PointsOf(bin);
    }

    /// <summary>The reason in the schema's words.</summary>
    public static Reason Tell(this Scorecard scorecard, PointsLost lost)
    {
        var term = scorecard.Terms[lost.Slot];
        var text = lost.Bin == Binning.Missing ? term.Feature.MissingReason ?? term.Feature.Reason : term.Feature.Reason;
        return new Reason(term.Feature.Name, text, lost.Points, term.Binning.Describe(lost.Bin));
    }

    private static int Insert(Span<PointsLost> reasons, int found, PointsLost lost)
    {
        var place = found;
        while (place > 0 && reasons[place - 1].Points < lost.Points)
        {
            place--;
        }

        if (place == reasons.Length)
        {
            return found;
        }

        var last = Math.Min(found, reasons.Length - 1);
        reasons[place..last].CopyTo(reasons[(place + 1)..]);
        reasons[place] = lost;
        return last + 1;
    }
}
