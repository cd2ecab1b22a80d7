namespace Aspire.Hosting.Dcp.Model;

internal static class ExecutableState
{
    public const string Starting = "Starting";
    public const string Running = "Running";
    public const string Stopping = "Stopping";

    /// <summary>Ended by itself.</summary>
    public const string Finished = "Finished";

    /// <summary>Ended because it was told to.</summary>
    public const string Terminated = "Terminated";

    public const string FailedToStart = "FailedToStart";

    /// <summary>DCP lost sight of the process; it never comes back from here.</summary>
    public const string Unknown = "Unknown";
}
