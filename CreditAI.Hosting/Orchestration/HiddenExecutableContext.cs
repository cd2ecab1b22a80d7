using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <param name="Bundle">Where the dashboard's executable lies.</param>
/// <param name="Urls">The stable address of each endpoint by its name, as <c>http://localhost:port</c>.</param>
/// <param name="ListenUrls">What the process itself must listen on, by endpoint name: DCP fills in the port when it starts the process.</param>
internal sealed record HiddenExecutableContext(
    DcpBundle Bundle,
    IReadOnlyDictionary<string, string> Urls,
    IReadOnlyDictionary<string, string> ListenUrls);
