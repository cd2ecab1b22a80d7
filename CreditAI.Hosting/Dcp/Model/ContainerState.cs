namespace Aspire.Hosting.Dcp.Model;

internal static class ContainerState
{
    public const string Pending = "Pending";
    public const string Starting = "Starting";
    public const string Building = "Building";
    public const string Running = "Running";
    public const string Paused = "Paused";
    public const string Stopping = "Stopping";
    public const string Exited = "Exited";
    public const string FailedToStart = "FailedToStart";

    /// <summary>The container engine is missing or does not answer.</summary>
    public const string RuntimeUnhealthy = "RuntimeUnhealthy";
    public const string Unknown = "Unknown";
}
