using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Alternatives.Judging;

namespace CreditAI.Cli.Lda;

/// <summary>The search on the command line.</summary>
internal sealed class LdaOptions
{
    private static readonly SearchOptions Usual = new() { Protected = [] };

    private readonly Option<string> _data = SharedOptions.Data("The rows to learn from, to choose by and to confirm on.");
    private readonly Option<string> _schema = new("--schema") { Description = "What the columns mean.", HelpName = "S.json", Required = true };
    private readonly Option<string> _protected = new("--protected")
    {
        Description = "Protected attributes to be fair by, with commas between; fairness is that of the worst.",
        HelpName = "race,sex",
        Required = true,
    };

    private readonly Option<string> _output = new("--out") { Description = "The directory of the record; made where it is not there.", HelpName = "dir", Required = true };
    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "The scorecard that alternatives are measured against. Without it, one is trained in the lender's usual way.",
        HelpName = "M.json",
    };

    private readonly Option<string> _split = new("--split")
    {
        Description = "The training rows, as for train. The others are parted by seed: one part to choose by, one to confirm.",
        DefaultValueFactory = _ => "index%10<7",
    };

    private readonly Option<double> _maximumLoss = new("--max-loss", "--max-auc-loss")
    {
        Description = "Most that the accuracy measure may lose against the baseline.",
        DefaultValueFactory = _ => Usual.MaximumLoss,
    };

    private readonly Option<double> _approvalRate = new("--approval-rate")
    {
        Description = "Share of the training rows that every scorecard approves.",
        DefaultValueFactory = _ => Usual.ApprovalRate,
    };

    private readonly Option<int> _models = new("--models") { Description = "Scorecards to train.", DefaultValueFactory = _ => Usual.Models };
    private readonly Option<string> _accuracy = Measure("--accuracy", "The frontier's accuracy.", FrontierMeasures.Accuracy);
    private readonly Option<string> _fairness = Measure("--fairness", "The frontier's fairness.", FrontierMeasures.Fairness);
    private readonly Option<double> _confirm = new("--confirm-share")
    {
        Description = "Share of the held-out rows that confirm.",
        DefaultValueFactory = _ => Usual.ConfirmationShare,
    };

    private readonly Option<int> _minimumN = new("--minimum-n")
    {
        Description = "Fewest held-out rows of a group to judge by it.",
        DefaultValueFactory = _ => Usual.MinimumN,
    };

    private readonly Option<int> _resamples = new("--resamples") { Description = "Bootstrap resamples behind the bands.", DefaultValueFactory = _ => Usual.Resamples };
    private readonly Option<int> _pairs = new("--pairs") { Description = "Pairs of features in every scorecard.", DefaultValueFactory = _ => Usual.Boosted.Pairs ?? 0 };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of whatever is drawn.", DefaultValueFactory = _ => Usual.Seed };
    private readonly Option<char?> _delimiter = SharedOptions.Delimiter();
    private readonly Option<OutputFormat> _format = SharedOptions.Format();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _data, _schema, _protected, _output, _baseline, _split, _maximumLoss, _approvalRate, _models, _accuracy, _fairness, _confirm, _minimumN,
            _resamples, _pairs, _seed, _delimiter, _format,
        })
        {
            command.Options.Add(option);
        }
    }

    public LdaRequest Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(_data),
        parsed.GetRequiredValue(_schema),
        parsed.GetRequiredValue(_output),
        parsed.GetValue(_baseline),
        parsed.GetRequiredValue(_split),
        parsed.GetValue(_delimiter),
        parsed.GetValue(_format),
        Usual with
        {
            Protected = [.. parsed.GetRequiredValue(_protected).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()],
            MaximumLoss = parsed.GetValue(_maximumLoss),
            ApprovalRate = parsed.GetValue(_approvalRate),
            Models = parsed.GetValue(_models),
            Accuracy = FrontierMeasures.Accuracy.Single(measure => measure.Name == parsed.GetValue(_accuracy)),
            Fairness = FrontierMeasures.Fairness.Single(measure => measure.Name == parsed.GetValue(_fairness)),
            ConfirmationShare = parsed.GetValue(_confirm),
            MinimumN = parsed.GetValue(_minimumN),
            Resamples = parsed.GetValue(_resamples),
            Seed = parsed.GetValue(_seed),
            Boosted = Usual.Boosted with { Pairs = parsed.GetValue(_pairs) },
        });

    private static Option<string> Measure(string name, string description, IReadOnlyList<FrontierMeasure> known)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => known[0].Name };
        option.AcceptOnlyFromAmong([.. known.Select(measure => measure.Name)]);
        return option;
    }
}
