namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>By which time a decision belongs to a window.</summary>
public enum TallyBasis
{
    /// <summary>When it was decided; an outcome that comes later changes the window in which its decision was made.</summary>
    Decided,

    /// <summary>When its outcome was recorded: what became known in a window, of decisions however old. Decisions without an outcome are not in it.</summary>
    Observed,
}
