using CreditAI.Ledger.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreditAI.Ledger.Schema;

/// <summary>
/// Brings the schema up to date when the host starts, waiting for PostgreSQL as long as it takes, and keeps the
/// months' partitions made ahead. An edited migration stops the host.
/// </summary>
public sealed class LedgerSchema(
    OwnerDatabase owner, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LedgerSchema> logger) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(6);
    private const int MonthsAhead = 3;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the schema is up to date; fails when it cannot be brought there.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Applies what is missing, once: for programs that do not run as a host.</summary>
    /// <exception cref="MigrationException">An applied script has been edited, or a script fails.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource dataSource, TimeProvider time, CancellationToken cancellationToken)
    {
        await new Migrator(dataSource, time).ApplyAsync(EmbeddedMigrations.All, cancellationToken, new RoleGrants(time));
        await MakeMonthsAsync(dataSource, time, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = RetryEvery;
            try
            {
                await EnsureAsync(owner.DataSource, time, stoppingToken);
                _ready.TrySetResult();
                wait = LookEvery;
            }
            catch (MigrationException exception)
            {
                LedgerLog.MigrationRefused(logger, exception);
                _ready.TrySetException(exception);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            catch (NpgsqlException exception)
            {
                LedgerLog.SchemaWaits(logger, exception.Message);
            }

            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The month before: a decision may be on its way while the month turns, or come from a clock slightly behind.
    private static async Task MakeMonthsAsync(NpgsqlDataSource dataSource, TimeProvider time, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        for (var month = -1; month <= MonthsAhead; month++)
        {
            await using var command = new NpgsqlCommand("SELECT ledger.make_month($1)", connection);
            command.Parameters.Add(new() { Value = today.AddMonths(month) });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
