using System.Globalization;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;
using CreditAI.Benchmarks.Measuring;
using Npgsql;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary><c>creditai ledger verify</c> over all that this run has written, its start included.</summary>
internal sealed class VerifyScenario : IScenario
{
    private const double Target = 500_000;
    private const string TargetText = "≥ 500000 rows/s";

    public string Name => "verify";

    public async Task<ScenarioResult> RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        var creditai = await ShippedPrograms.CommandAsync("CreditAI.Cli", "creditai", stage.Guard, cancellationToken);
        await using (var help = Child.Start("creditai", stage.Guard, [.. creditai, "ledger", "verify", "--help"], stage.ServiceSettings))
        {
            // The command line answers --help for what it does not know too, with the help of what it does.
            await help.WaitForEndAsync(cancellationToken);
            if (!help.Output.Contains("ledger verify", StringComparison.Ordinal))
            {
                return ScenarioResult.NotThere(Name, "creditai has no command 'ledger verify'", TargetText);
            }
        }

        var rows = await CountAsync(stage, cancellationToken);
        if (rows == 0)
        {
            return ScenarioResult.NotThere(Name, "the ledger is empty; run another scenario before", TargetText);
        }

        var started = stage.Time.GetTimestamp();
        await using var verify = Child.Start("creditai ledger verify", stage.Guard, stage.Cores.ForServer([.. creditai, "ledger", "verify"]), stage.ServiceSettings);
        var code = await verify.WaitForEndAsync(cancellationToken);
        var seconds = stage.Time.GetElapsedTime(started).TotalSeconds;
        var measured = string.Create(
            CultureInfo.InvariantCulture, $"{rows / seconds:0} rows/s, {rows} rows in {seconds:0.0} s{(code == 0 ? "" : $", EXIT CODE {code}")}");
        return new ScenarioResult(
            Name,
            [new Figure("ledger verify", measured, TargetText, code == 0 && rows / seconds >= Target)],
            new { Rows = rows, Seconds = seconds, ExitCode = code, verify.Output });
    }

    private static async Task<long> CountAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(stage.Postgres.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM ledger.decision", connection) { CommandTimeout = 300 };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
