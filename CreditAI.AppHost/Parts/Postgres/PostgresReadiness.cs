using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace CreditAI.AppHost.Parts.Postgres;

/// <summary>
/// Asks a server whether it takes connections, as pg_isready does: a startup message, answered by an authentication
/// request when it is ready and by an error while it starts, recovers or stops. Needs no password and no client library.
/// </summary>
internal static class PostgresReadiness
{
    private const int ProtocolVersion3 = 3 << 16;
    private const byte AuthenticationRequest = (byte)'R';

    public static async Task<bool> AcceptsConnectionsAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync(StartupMessage(), cancellationToken);
            var answer = new byte[1];
            return await stream.ReadAsync(answer, cancellationToken) == 1 && answer[0] == AuthenticationRequest;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return false;
        }
    }

    private static byte[] StartupMessage()
    {
        var parameters = Encoding.ASCII.GetBytes($"user\0{PostgresCluster.UserName}\0database\0postgres\0\0");
        var message = new byte[8 + parameters.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), ProtocolVersion3);
        parameters.CopyTo(message, 8);
        return message;
    }
}
