namespace Aspire.Hosting.Testing;

/// <summary>An AppHost's builder as its entry point left it just before building, for a test to change and build.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application; the test starts it and disposes it.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
