using System.Net;
using System.Net.Sockets;

namespace CreditAI.Tests.Servers;

/// <summary>A port of loopback that nobody holds, for servers that cannot choose one themselves.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
