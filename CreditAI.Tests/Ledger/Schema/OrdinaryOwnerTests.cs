using CreditAI.Ledger;
using CreditAI.Ledger.Schema;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Schema;

/// <summary>Where it is published, services log in as the database's owner, who may make roles and is no superuser.</summary>
public sealed class OrdinaryOwnerTests(PostgresServer postgres)
{
    [Fact]
    public async Task Ensure_ByAnOwnerWhoIsNoSuperuser_MakesTheSchemaAndRolesThatServicesTake()
    {
        var settings = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync());
        var owner = $"owner_{settings.Database}";
        await using (var superuser = NpgsqlDataSource.Create(settings.ConnectionString))
        {
            await using var connection = await superuser.OpenConnectionAsync(TestContext.Current.CancellationToken);

            // The roles belong to the server, and other tests have made them: what their maker is given by PostgreSQL, this owner is given here.
            await connection.ExecuteAsync($"""
                CREATE ROLE "{owner}" LOGIN CREATEROLE PASSWORD 'test-only';
                DO $$ BEGIN CREATE ROLE creditai_scoring NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                DO $$ BEGIN CREATE ROLE creditai_fairness NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                DO $$ BEGIN CREATE ROLE creditai_backup NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                GRANT creditai_scoring, creditai_fairness TO "{owner}" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
                """);
            await connection.ExecuteAsync($"""CREATE DATABASE "{owner}" OWNER "{owner}" TEMPLATE template0""");
        }

        (settings.Database, settings.Username, settings.Password) = (owner, owner, "test-only");
        await using (var database = NpgsqlDataSource.Create(settings.ConnectionString))
        {
            await LedgerSchema.EnsureAsync(database, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        foreach (var role in new[] { LedgerRole.Scoring, LedgerRole.Fairness })
        {
            await using var service = LedgerSetup.OpenDatabase(settings.ConnectionString, "tests", role: role);
            await using var connection = await service.OpenConnectionAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision"));
            Assert.Equal(role, await connection.ExecuteScalarAsync<string>("SELECT current_user"));
        }
    }
}
