using System.CommandLine;

namespace CreditAI.Cli.Mitigate;

/// <summary>The score that decisions are made from, and how they were made before.</summary>
internal sealed class ScoreOptions
{
    private readonly Option<string> _score = new("--score") { Description = "Column of the probability of the favourable outcome.", HelpName = "COLUMN", Required = true };
    private readonly Option<string?> _decision = new("--decision") { Description = "Column of decisions before: 1 approved, 0 not. Without it, the score against --cut-off.", HelpName = "COLUMN" };
    private readonly Option<double> _cutOff = new("--cut-off") { Description = "Approve at this score or above.", DefaultValueFactory = _ => 0.5 };

    public void AddTo(Command command)
    {
        command.Add(_score);
        command.Add(_decision);
        command.Add(_cutOff);
    }

    public double CutOff(ParseResult parsed) => parsed.GetValue(_cutOff);

    public (double[] Scores, double[] Before) Read(ParseResult parsed, MitigationInput input)
    {
        double[] scores = input.File.Numbers(parsed.GetRequiredValue(_score));
        var cutOff = CutOff(parsed);
        return (scores, parsed.GetValue(_decision) is { } decision
            ? [.. input.File.Flags(decision).Select(approved => approved ? 1d : 0)]
            : [.. scores.Select(score => score >= cutOff ? 1d : 0)]);
    }
}
