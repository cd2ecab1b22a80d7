using System.Globalization;
using Npgsql;

namespace CreditAI.Tests.Backups.Faults;

/// <summary>Steps of DDL, DML, VACUUM and crashes, drawn by a seed.</summary>
internal sealed class RandomHistory(BackupRig rig, Random random)
{
    private int _tables;
    private int _databases;

    public async Task BeginAsync()
    {
        for (var table = 0; table < 4; table++)
        {
            await CreateTableAsync();
        }
    }

    public async Task StepAsync()
    {
        try
        {
            await (random.Next(100) switch
            {
                < 24 => InTableAsync(table => $"INSERT INTO {table} SELECT n, md5(n::text), repeat('x', {random.Next(600)}) FROM generate_series(1, {random.Next(1, 400)}) n"),
                < 42 => InTableAsync(table => $"UPDATE {table} SET b = md5(b), c = repeat('y', {random.Next(300)}) WHERE a % {random.Next(2, 60)} = 0"),
                < 54 => InTableAsync(table => $"DELETE FROM {table} WHERE a > {random.Next(1, 400)}"),
                < 64 => InTableAsync(table => $"VACUUM {(random.Next(3) == 0 ? "FREEZE" : random.Next(4) == 0 ? "FULL" : "")} {table}"),
                < 68 => InTableAsync(table => $"TRUNCATE {table}"),
                < 73 => CreateTableAsync(),
                < 76 => InTableAsync(table => $"DROP TABLE {table}"),
                < 80 => InTableAsync(table => $"REINDEX TABLE {table}"),
                < 83 => InTableAsync(table => $"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS d{random.Next(5)} text DEFAULT 'd'"),
                < 86 => InTableAsync(table => $"INSERT INTO {table} SELECT 1, (SELECT string_agg(md5(n::text || '{random.Next()}'), '') FROM generate_series(1, 800) n), ''"), // TOAST
                < 88 => InTableAsync(table => $"CREATE INDEX ON {table} (b)"),
                < 90 => InTableAsync(table => $"BEGIN; UPDATE {table} SET b = 'lost'; ROLLBACK"),
                < 91 => ExecuteAsync($"CREATE DATABASE extra{++_databases} TEMPLATE template1 STRATEGY = {(random.Next(2) == 0 ? "file_copy" : "wal_log")}; "),
                < 92 => DropDatabaseAsync(),
                < 95 => ExecuteAsync("CHECKPOINT"),
                < 97 => ExecuteAsync("SELECT pg_switch_wal()"),
                < 98 => ExecuteAsync($"SELECT lo_from_bytea(0, '\\x{Convert.ToHexString(RandomBytes(3000))}')"),
                _ => CrashAsync(),
            });
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ProgramLimitExceeded)
        {
            // The table went in an earlier step, or an index row is too long: the history goes on.
        }
    }

    private async Task CrashAsync()
    {
        await rig.Cluster.KillAsync();
        await rig.Cluster.StartAsync();
        await rig.UntilReceivingAsync();
    }

    private Task CreateTableAsync()
        => ExecuteAsync($"CREATE {(random.Next(8) == 0 ? "UNLOGGED " : "")}TABLE t{++_tables} (a int, b text, c text); CREATE INDEX ON t{_tables} (a); INSERT INTO t{_tables} SELECT n, md5(n::text), '' FROM generate_series(1, 500) n");

    private Task DropDatabaseAsync() => ExecuteAsync($"DROP DATABASE IF EXISTS extra{random.Next(1, Math.Max(2, _databases + 1))}");

    private Task InTableAsync(Func<string, string> sql) => ExecuteAsync(sql(string.Create(CultureInfo.InvariantCulture, $"t{random.Next(Math.Max(1, _tables - 8), _tables + 1)}")));

    private Task ExecuteAsync(string sql) => rig.Cluster.ExecuteAsync(sql);

    private byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
