using System.Net;
using System.Net.Sockets;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>A port of loopback that nobody holds.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
