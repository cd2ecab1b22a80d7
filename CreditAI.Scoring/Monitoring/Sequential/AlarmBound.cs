namespace CreditAI.Scoring.Monitoring.Sequential;

/// <summary>How much evidence is enough, so that looking all the time does not cry wolf.</summary>
public static class AlarmBound
{
    /// <summary>Days in which all streams together raise at most one false alarm in the mean.</summary>
    public const int Days = 100;

    /// <summary>By how much less evidence a finding may have and stay open, so that it does not open and close on the spot.</summary>
    public const double Slack = 3;

    /// <summary>How often one may look. A window that is not over is looked at as if it were, and the bound has room for as many tries.</summary>
    public static TimeSpan LookEvery { get; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Natural logarithm of the evidence to ask of each stream: log(streams · looks). A stream that is fair reaches it within the days with a
    /// probability of at most 1 / streams (<see cref="EvidenceProcess"/>), and the union bound adds them up, however they depend on each other.
    /// </summary>
    /// <param name="streams">How many are watched; at least 1 is taken.</param>
    public static double LogEvidence(double streams) => Math.Log(Math.Max(1, streams) * (TimeSpan.FromDays(Days) / LookEvery));
}
