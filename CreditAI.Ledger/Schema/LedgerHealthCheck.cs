using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CreditAI.Ledger.Schema;

/// <summary>PostgreSQL answers and the schema is up to date.</summary>
internal sealed class LedgerHealthCheck(NpgsqlDataSource dataSource, LedgerSchema schema) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!schema.Ready.IsCompletedSuccessfully)
        {
            return HealthCheckResult.Unhealthy("The schema is not up to date yet.");
        }

        try
        {
            await using var command = dataSource.CreateCommand("SELECT 1");
            await command.ExecuteNonQueryAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy($"PostgreSQL does not answer: {exception.Message}");
        }
    }
}
