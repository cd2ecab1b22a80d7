using System.CommandLine;
using System.CommandLine.Parsing;
using CreditAI.Benchmarks.Load.Scenarios;

namespace CreditAI.Benchmarks.Load;

/// <summary>The command line of a run; every count and time has a bound.</summary>
internal sealed class LoadArguments
{
    private static readonly string Python = new PythonScenario().Name;

    private readonly Argument<string[]> _scenarios = new("scenarios")
    {
        Description = "What to measure; all but python when none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int> _roundSeconds = Count("--round-seconds", "Seconds of each round and side.", 5, 1, 300);
    private readonly Option<int> _rounds = Count("--rounds", "Rounds of each comparison; medians are shown.", 3, 1, 50);
    private readonly Option<int> _warmUp = Count("--warm-up", "Unmeasured seconds before the first round of each side: the runtime compiles what is hot for about this long.", 40, 1, 300);
    private readonly Option<int> _connections = Count("--connections", "Connections of the comparisons and of the paced load.", 64, 1, 2000);
    private readonly Option<int> _hold = Count("--seconds", "Seconds that the scenario 'connections' holds its 1,000.", 60, 1, 3600);
    private readonly Option<int> _batchRows = Count("--batch-rows", "Rows of each batch measurement.", 300_000, 1000, 10_000_000);
    private readonly Option<bool> _noWrk = new("--no-wrk") { Description = "Drives with the tool's own client even where wrk is there." };
    private readonly Option<string[]> _peers = new("--peer") { Description = "python: measures the FastAPI and scikit-learn peer too (Debian's packages)." };

    private readonly Option<string[]> _settings = new("--set")
    {
        Description = "A setting of the service, as its environment names it, over the tool's own; may be given again. ApiKey is also what the load sends.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<FileInfo?> _json = new("--json") { Description = "Writes all that was measured to this file.", HelpName = "FILE" };

    public LoadArguments()
    {
        _scenarios.AcceptOnlyFromAmong([.. LoadRun.Scenarios.Select(scenario => scenario.Name)]);
        _peers.AcceptOnlyFromAmong(Python);
        _settings.Validators.Add(RequirePairs);
    }

    public void AddTo(Command command)
    {
        command.Add(_scenarios);
        foreach (var option in (Option[])[_roundSeconds, _rounds, _warmUp, _connections, _hold, _batchRows, _noWrk, _peers, _settings, _json])
        {
            command.Add(option);
        }
    }

    public LoadOptions Read(ParseResult parsed)
    {
        var named = parsed.GetValue(_scenarios) ?? [];
        var all = LoadRun.Scenarios.Select(scenario => scenario.Name).Where(name => name != Python);
        return new LoadOptions
        {
            Scenarios = [.. named.Length > 0 ? named : all, .. parsed.GetValue(_peers) ?? []],
            Round = TimeSpan.FromSeconds(parsed.GetValue(_roundSeconds)),
            Rounds = parsed.GetValue(_rounds),
            WarmUp = TimeSpan.FromSeconds(parsed.GetValue(_warmUp)),
            Connections = parsed.GetValue(_connections),
            Hold = TimeSpan.FromSeconds(parsed.GetValue(_hold)),
            BatchRows = parsed.GetValue(_batchRows),
            UseWrk = !parsed.GetValue(_noWrk),
            Settings = Pairs(parsed.GetValue(_settings) ?? []),
            Json = parsed.GetValue(_json),
        };
    }

    private static Option<int> Count(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} is from {least} to {most}");
            }
        });
        return option;
    }

    private static void RequirePairs(OptionResult result)
    {
        // Values may be secrets: only the name is said.
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"--set takes NAME=VALUE, and '{token.Value.Split('=')[0]}' is none");
        }
    }

    private static Dictionary<string, string> Pairs(string[] settings)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            pairs[setting[..at]] = setting[(at + 1)..];
        }

        return pairs;
    }
}
