using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.Scoring.Policies;

/// <summary>What is done about a finding without waiting for a person.</summary>
/// <param name="Notify">Tell those that the worker is configured to tell.</param>
/// <param name="StopCanary">Take the canary's share back from the challenger, of findings about it.</param>
/// <param name="DemoteChampion">Make the version that was champion before it champion again, of findings about the champion.</param>
public sealed record ActionPolicy(ActionLevel Notify, ActionLevel StopCanary, ActionLevel DemoteChampion)
{
    /// <summary>
    /// What stands for a policy that names no actions. The champion is left alone: what decides instead may be worse, and that is for the lender to say.
    /// </summary>
    public static ActionPolicy Default { get; } = new(ActionLevel.Warning, ActionLevel.Critical, ActionLevel.Never);

    public static bool Reaches(ActionLevel level, Severity severity) => level switch
    {
        ActionLevel.Never => false,
        ActionLevel.Critical => severity == Severity.Critical,
        _ => true,
    };
}
