using System.Diagnostics;
using CreditAI.AppHost.Parts;
using CreditAI.AppHost.Parts.Postgres;
using CreditAI.Tests.Servers;
using Npgsql;

namespace CreditAI.Tests.AppHost.Parts;

public sealed class PostgresClusterTests(PostgresServer server)
{
    [Fact]
    public async Task Server_FromTheNpmPackage_AnswersQueries()
    {
        await using var connection = new NpgsqlConnection(await server.CreateDatabaseAsync());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(18, connection.PostgreSqlVersion.Major);
    }

    [Fact]
    public async Task Server_WithAWrongPassword_RefusesTheConnection()
    {
        var settings = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { Password = "wrong" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal("28P01", refusal.SqlState);
    }

    [Fact]
    public async Task PrepareAsync_InterruptedOnce_BeginsAnewAndIsComplete()
    {
        var directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(Path.Combine(directory, "data.incomplete", "base"));
            var cluster = new PostgresCluster(AppContext.BaseDirectory, Path.Combine(directory, "data"));
            await cluster.PrepareAsync("it's secret", ["creditai"], TestContext.Current.CancellationToken);
            Assert.True(File.Exists(Path.Combine(directory, "data", "PG_VERSION")));
            Assert.False(Directory.Exists(Path.Combine(directory, "data.incomplete")));
            Assert.DoesNotContain("trust", await File.ReadAllTextAsync(Path.Combine(directory, "data", "pg_hba.conf"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task PrepareAsync_AsRootWhereNamespacesAreForbidden_RunsAsNobody()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("needs root on Linux: an ordinary user runs PostgreSQL as itself");
        }

        var directory = Directory.CreateTempSubdirectory("creditai-").FullName;
        try
        {
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
            var cluster = new PostgresCluster(AppContext.BaseDirectory, Path.Combine(directory, "data"), Unprivileged.AsNobody);
            await cluster.PrepareAsync("secret", ["creditai"], TestContext.Current.CancellationToken);
            var owner = Process.Start(new ProcessStartInfo("stat", ["-c", "%u", Path.Combine(directory, "data", "PG_VERSION")]) { RedirectStandardOutput = true })!;
            Assert.Equal("65534", (await owner.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
