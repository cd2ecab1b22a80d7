using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CreditAI.AppHost.Parts.Cache;
using CreditAI.Backups.Drills;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.AppHost.Parts;

public sealed class CacheServerTests : IDisposable
{
    private const string Password = "only-for-this-test";

    private readonly string _directory = Directory.CreateTempSubdirectory("creditai-cache-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task PreparedServer_WithItsPassword_KeepsWhatItWasGivenOverARestart()
    {
        var server = CacheServer.Find(_directory);
        await server.PrepareAsync(Password, TestContext.Current.CancellationToken);
        await RunAsync(server, async port =>
        {
            Assert.StartsWith("-NOAUTH", await SendAsync(port, "SET a 1\r\n"), StringComparison.Ordinal);
            Assert.Equal("+OK\r\n+OK\r\n", await SendAsync(port, $"AUTH {Password}\r\nSET a 1\r\n"));
            await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken); // the append-only file is synced every second
        });
        await RunAsync(server, async port => Assert.Equal("+OK\r\n$1\r\n1\r\n", await SendAsync(port, $"AUTH {Password}\r\nGET a\r\n")));
    }

    [Fact]
    public async Task PrepareAsync_OnUnix_LetsOnlyTheOwnerReadThePassword()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are Unix's");
        }

        var server = CacheServer.Find(_directory);
        await server.PrepareAsync(Password, TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.SettingsFile));
        Assert.DoesNotContain(Password, string.Join(' ', server.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswersAsync_WhereNobodyListens_IsFalse() =>
        Assert.False(await CacheReadiness.AnswersAsync("127.0.0.1", FreePort.Next(), TestContext.Current.CancellationToken));

    private static async Task RunAsync(CacheServer server, Func<int, Task> test)
    {
        var port = FreePort.Next();
        using var process = Process.Start(new ProcessStartInfo(server.Command, [.. server.Arguments, "--port", port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!await CacheReadiness.AnswersAsync("127.0.0.1", port, timeout.Token))
            {
                await Task.Delay(20, timeout.Token);
            }

            await test(port);
        }
        finally
        {
            await process.EndAsync();
        }
    }

    private static async Task<string> SendAsync(int port, string commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(commands), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send); // the server answers everything, then closes
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
