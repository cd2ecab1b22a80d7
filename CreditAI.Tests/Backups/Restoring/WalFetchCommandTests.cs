using CreditAI.Tests.Cli;
using CreditAI.Tests.Servers;

namespace CreditAI.Tests.Backups.Restoring;

/// <summary>What a recovering server is told by the exit code.</summary>
public sealed class WalFetchCommandTests
{
    [Fact]
    public async Task WalFetch_NoRegionHasTheSegment_EndsWithOne()
    {
        using var cli = new CreditAiProcess();
        Prepare(cli);
        cli.Environment["Backup__Regions__north"] = $"Directory={cli.PathOf("north")}";

        Assert.Equal(1, (await cli.Run("wal-fetch", "000000010000000000000001", "target")).Code);
    }

    [Fact]
    public async Task WalFetch_ARegionCannotBeAsked_StopsTheServer()
    {
        using var cli = new CreditAiProcess();
        Prepare(cli);
        cli.Environment["Backup__Regions__north"] = $"Directory={cli.PathOf("north")}";
        cli.Environment["Backup__Regions__south"] = $"Endpoint=http://127.0.0.1:{FreePort.Next()};AccessKey=test;SecretKey=secret-of-test;Bucket=creditai";

        var (code, output, error) = await cli.Run("wal-fetch", "000000010000000000000001", "target");

        Assert.Equal(200, code);
        Assert.DoesNotContain("secret-of-test", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WalFetch_WithoutRegions_StopsTheServerAndSaysWhatToSet()
    {
        using var cli = new CreditAiProcess();
        Prepare(cli);

        var (code, _, error) = await cli.Run("wal-fetch", "000000010000000000000001", "target");

        Assert.Equal(200, code);
        Assert.Contains("Backup__Regions__NAME", error, StringComparison.Ordinal);
    }

    private static void Prepare(CreditAiProcess cli)
    {
        Directory.CreateDirectory(cli.PathOf("global"));
        File.WriteAllBytes(cli.PathOf("global/pg_control"), new byte[8192]);
        cli.Environment["Keys__Master"] = BackupRig.Master;
    }
}
