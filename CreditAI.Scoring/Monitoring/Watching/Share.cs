using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>How many of how many.</summary>
internal readonly record struct Share(long Successes, long N)
{
    // Beyond this many standard errors lies one baseline of 370; and only small ones can then be as far off as a policy's threshold.
    private const double Certain = 3;

    public double Rate => Successes / (double)N;

    /// <summary>Where the rate lies that this is a sample of, by three standard errors.</summary>
    public Interval Baseline => Interval.Wilson(Successes, N, Certain);

    /// <summary>Approved of all.</summary>
    public static Share Selected(Tally tally) => new(tally.Approved, tally.N);

    /// <summary>Approved of those who repaid.</summary>
    public static Share TruePositive(Tally tally) => new(tally.Count(Decision.Approve, OutcomeState.Repaid), tally.Repaid);

    /// <summary>Approved of those who defaulted.</summary>
    public static Share FalsePositive(Tally tally) => new(tally.Count(Decision.Approve, OutcomeState.Defaulted), tally.Defaulted);

    /// <summary>Repaid of the approved whose outcome is known.</summary>
    public static Share Good(Tally tally)
    {
        var repaid = tally.Count(Decision.Approve, OutcomeState.Repaid);
        return new Share(repaid, repaid + tally.Count(Decision.Approve, OutcomeState.Defaulted));
    }

    /// <summary>Defaulted of the approved whose outcome is known.</summary>
    public static Share Bad(Tally tally)
    {
        var good = Good(tally);
        return new Share(good.N - good.Successes, good.N);
    }
}
