namespace Aspire.Hosting.Orchestration;

/// <summary>
/// An executable that the host runs for itself beside the application's resources, as it does the dashboard:
/// under DCP, so that it ends with the host, but outside the application model.
/// </summary>
internal interface IHiddenExecutable
{
    /// <summary>The DCP name before its suffix, such as <c>aspire-dashboard</c>.</summary>
    string Name { get; }

    /// <summary>What it listens on; each gets a stable address in front of it before <see cref="PrepareAsync"/> is called.</summary>
    IReadOnlyList<HiddenEndpoint> Endpoints { get; }

    /// <summary>
    /// Called once in run mode, after the endpoints have their addresses and before the environment of any resource is evaluated.
    /// </summary>
    Task<HiddenProcess> PrepareAsync(HiddenExecutableContext context, CancellationToken cancellationToken);
}
