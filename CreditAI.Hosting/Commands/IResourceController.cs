namespace Aspire.Hosting.ApplicationModel;

/// <summary>What starts and stops one instance of a resource; the orchestrator registers it.</summary>
internal interface IResourceController
{
    Task StartResourceAsync(string resourceId, CancellationToken cancellationToken);

    Task StopResourceAsync(string resourceId, CancellationToken cancellationToken);
}
