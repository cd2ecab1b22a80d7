namespace Aspire.Hosting.Dcp.Model;

/// <summary>A stable TCP address in front of whoever produces the service.</summary>
internal sealed class ServiceSpec : IDcpSpec
{
    public static string Kind => "Service";

    public static string Plural => "services";

    public string Address { get; init; } = "localhost";

    public string Protocol { get; init; } = "TCP";

    /// <summary><c>Localhost</c> has DCP proxy the port; <c>Proxyless</c> only records it.</summary>
    public string AddressAllocationMode { get; init; } = "Localhost";

    public int? Port { get; init; }
}
