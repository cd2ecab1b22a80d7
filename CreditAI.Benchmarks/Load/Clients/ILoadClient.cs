using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Sends the next request on each connection as soon as the one before is answered.</summary>
internal interface ILoadClient
{
    /// <summary>For the report.</summary>
    string Name { get; }

    Task<ClientResult> RunAsync(RequestSet requests, int connections, TimeSpan duration, CancellationToken cancellationToken);
}
