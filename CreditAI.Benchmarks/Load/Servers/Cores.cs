using System.Diagnostics;
using System.Globalization;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>
/// The servers have the first core that this process may use, one at a time; PostgreSQL and the load have the second. Without taskset or a
/// second core the system places them as it likes.
/// </summary>
internal sealed class Cores
{
    private readonly string? _server;
    private readonly string? _client;

    private Cores(string? server, string? client) => (_server, _client) = (server, client);

    public string Description => _server is null ? "none: taskset or a second core is missing" : $"servers on core {_server}, load and PostgreSQL on core {_client}";

    /// <summary>Moves this process, and with it whatever it starts later, to the load's core.</summary>
    public static Cores Take()
    {
        var allowed = Allowed().Take(2).Select(core => core.ToString(CultureInfo.InvariantCulture)).ToArray();
        if (allowed.Length < 2 || Programs.Find("taskset") is not { } taskset)
        {
            return new Cores(null, null);
        }

        using var moving = Process.Start(new ProcessStartInfo(
            taskset, ["--all-tasks", "--cpu-list", "--pid", allowed[1], Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        moving.WaitForExit();
        return moving.ExitCode == 0 ? new Cores(allowed[0], allowed[1]) : new Cores(null, null);
    }

    /// <summary>The command line that runs a server on its core.</summary>
    public IReadOnlyList<string> ForServer(params IReadOnlyList<string> command) =>
        _server is null ? command : ["taskset", "--cpu-list", _server, .. command];

    // "0-3,8" in the kernel's list format.
    private static IEnumerable<int> Allowed()
    {
        const string Status = "/proc/self/status";
        const string Label = "Cpus_allowed_list:";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) : null;
        foreach (var range in line?[Label.Length..].Trim().Split(',') ?? [])
        {
            var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
            for (var core = ends[0]; core <= ends[^1]; core++)
            {
                yield return core;
            }
        }
    }
}
