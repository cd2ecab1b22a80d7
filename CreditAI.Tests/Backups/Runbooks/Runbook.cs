using CreditAI.Tests.Cli;

namespace CreditAI.Tests.Backups.Runbooks;

/// <summary>The commands of a runbook, run one after the other as they stand there, with this machine's names in place of the example's.</summary>
internal sealed class Runbook : IAsyncDisposable
{
    private readonly Queue<string> _commands;
    private readonly BackupRig _rig;
    private readonly CreditAiProcess _cli = new();
    private readonly Dictionary<string, string> _names = [];

    public Runbook(string name, BackupRig rig)
    {
        var lines = File.ReadAllLines(RepositoryFiles.Path("docs", "runbooks", name));
        _commands = new Queue<string>(Commands(lines));
        _rig = rig;
        foreach (var (variable, value) in rig.Environment)
        {
            _cli.Environment[variable] = value;
        }

        _cli.Environment["ConnectionStrings__creditai"] = rig.Cluster.Admin("creditai");
        _cli.Environment["ConnectionStrings__backup"] = rig.Cluster.Backup;
        _cli.Environment["BACKUP_PASSWORD"] = TestCluster.BackupPassword;
    }

    public Dictionary<string, string> Environment => _cli.Environment;

    /// <summary>Servers that a command started, by directory as the runbook names it.</summary>
    public Dictionary<string, TestCluster> Servers { get; } = [];

    public IReadOnlyCollection<string> Left => _commands;

    public void Name(string example, string here) => _names[example] = here;

    /// <summary>Runs the next command, which must begin as told.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> NextAsync(string begins, int code = 0)
    {
        var command = _commands.Dequeue();
        Assert.StartsWith(begins, command, StringComparison.Ordinal);
        switch (Words(command))
        {
            case ["creditai", .. var arguments]:
                var (exit, output, error) = await _cli.Run([.. arguments.Select(Here)]);
                Assert.True(exit == code, $"{command} ended with {exit}: {output}{error}");
                return output + error;
            case ["pg_ctl", "-D", var directory, "start"]:
                var server = Servers[directory] = _rig.On(Here(directory));
                await server.StartAsync(recovers: code != 0);
                return server.Log;
            case ["psql", "-c", var sql]:
                await _rig.Cluster.ExecuteAsync(sql);
                return "";
            default:
                throw new InvalidOperationException($"The runbook has a command that nobody runs: {command}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers.Values)
        {
            await server.DisposeAsync();
        }

        _cli.Dispose();
    }

    private string Here(string word) => _names.GetValueOrDefault(word, word);

    private static IEnumerable<string> Commands(string[] lines)
    {
        var isCode = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (isCode && line.Length > 0)
            {
                yield return line;
            }
        }
    }

    private static string[] Words(string command)
    {
        var quoted = command.Split('"');
        return [.. quoted[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), .. quoted.Skip(1).Take(1)];
    }
}
