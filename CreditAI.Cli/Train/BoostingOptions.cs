using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Train;

/// <summary>The boosted trainer's options on the command line.</summary>
internal sealed class BoostingOptions
{
    private static readonly BoostedOptions Usual = new();

    private readonly Option<int?> _pairs = new("--pairs") { Description = "Pairs of features with a table; 0 for none. Without it, twice as many as features." };

    private readonly Option<int?> _bags = new("--bags") { Description = $"Models that are averaged; {Usual.Bags} unless given." };

    private readonly Option<int?> _rounds = new("--rounds") { Description = $"Most rounds of boosting; {Usual.Rounds} unless given." };

    private readonly Option<double?> _learningRate = new("--learning-rate") { Description = $"Share of each step that is taken; {Usual.LearningRate} unless given." };

    private readonly Option<int?> _bins = new("--bins") { Description = $"Most ordinary bins of a feature, 2 to 255; {Usual.MaximumBins} unless given." };

    private readonly Option<double?> _smoothing = new("--smoothing") { Description = "Rows over which the tables of numbers are smoothed, 0 for not at all; what held-out rows ask for unless given." };

    private readonly Option<bool> _noMonotone = new("--no-monotone") { Description = "Does not keep the directions that the schema asks for." };

    private Option[] All => [_pairs, _bags, _rounds, _learningRate, _bins, _smoothing, _noMonotone];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Null when another trainer is asked for.</summary>
    /// <exception cref="UsageException">An option out of its range, or given to another trainer.</exception>
    public BoostedOptions? Read(ParseResult parsed, bool boosted, int seed)
    {
        if (!boosted)
        {
            return Array.Find(All, option => parsed.GetResult(option) is { Implicit: false }) is { } stray
                ? throw new UsageException($"{stray.Name} goes with --trainer {BoostedTrainer.Name}")
                : null;
        }

        var rate = parsed.GetValue(_learningRate) ?? Usual.LearningRate;
        var options = Usual with
        {
            Pairs = parsed.GetValue(_pairs),
            Bags = parsed.GetValue(_bags) ?? Usual.Bags,
            Rounds = parsed.GetValue(_rounds) ?? Usual.Rounds,
            LearningRate = rate,
            PairLearningRate = rate,
            MaximumBins = parsed.GetValue(_bins) ?? Usual.MaximumBins,
            Smoothing = parsed.GetValue(_smoothing) ?? Usual.Smoothing,
            Monotone = !parsed.GetValue(_noMonotone),
            Seed = seed,
        };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new UsageException(fault.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
