using System.Globalization;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;
using CreditAI.Benchmarks.Measuring;

namespace CreditAI.Benchmarks.Load.Scenarios;

/// <summary>Drives servers in turn, one at a time, round by round, so that the machine's drift falls on all of them.</summary>
internal static class Rounds
{
    /// <returns>All rounds, in the order they ran.</returns>
    public static async Task<IReadOnlyList<Round>> AlternateAsync(Stage stage, IReadOnlyList<Side> sides, CancellationToken cancellationToken)
    {
        var options = stage.Options;
        foreach (var side in sides)
        {
            await stage.Client.RunAsync(side.Requests, options.Connections, options.WarmUp, cancellationToken);
        }

        var rounds = new List<Round>();
        for (var number = 1; number <= options.Rounds; number++)
        {
            foreach (var side in sides)
            {
                var round = await MeasureAsync(
                    stage, side, number, () => stage.Client.RunAsync(side.Requests, options.Connections, options.Round, cancellationToken), cancellationToken);
                Stage.Say($"{side.Name}, round {number}: {round.PerSecond:0} req/s, {round.Client.Errors} errors{OthersText(round)}");
                rounds.Add(round);
            }
        }

        return rounds;
    }

    /// <summary>One round, with what it cost.</summary>
    public static async Task<Round> MeasureAsync(
        Stage stage, Side side, int number, Func<Task<ClientResult>> drive, CancellationToken cancellationToken)
    {
        var metricsBefore = side.KeepsLedger ? await stage.ReadMetricsAsync(cancellationToken) : null;
        var cpuBefore = Cpu(stage, side);
        var client = await drive();
        var cpu = Cpu(stage, side) - cpuBefore;
        side.Server.RequireRunning();
        var commits = metricsBefore is null ? null : Commits.Between(metricsBefore, await stage.ReadMetricsAsync(cancellationToken));
        return new Round(side.Name, number, client, cpu, commits);
    }

    /// <summary>What others took away, where it is enough to say so: processor time that the host gave to other machines counts too, and holds up whoever waits.</summary>
    public static IEnumerable<Figure> Disturbances(CpuSeconds cpu)
    {
        if (cpu.OthersShare is > Round.Disturbing and var others)
        {
            yield return new Figure("  DISTURBED: cores that other programs had", others.ToString("0.00", CultureInfo.InvariantCulture), "", null);
        }
    }

    private static string OthersText(Round round) =>
        round.Cpu.OthersShare > Round.Disturbing ? $"; OTHER PROGRAMS had {round.Cpu.OthersShare:0.00} cores" : "";

    private static CpuSeconds Cpu(Stage stage, Side side) => new(
        ProcessFacts.SecondsOfTree(side.Server.ProcessId),
        ProcessFacts.SecondsOfTree(stage.Postgres.ProcessId),
        ProcessFacts.SecondsOf(Environment.ProcessId),
        ProcessFacts.SecondsOfMachine(),
        stage.Time.GetElapsedTime(0).TotalSeconds);
}
