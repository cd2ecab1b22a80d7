namespace CreditAI.Cli.Deploy;

internal enum DeploymentPhase
{
    /// <summary>Under way, or interrupted where nothing was heard of it for a while.</summary>
    Running,

    Succeeded,

    /// <summary>It ended before the switch: the live slot was never touched.</summary>
    Failed,

    /// <summary>It had the traffic, and has it no more.</summary>
    RolledBack,
}
