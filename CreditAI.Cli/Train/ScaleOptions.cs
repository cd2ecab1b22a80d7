using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Train;

/// <summary>The point scale on the command line.</summary>
internal sealed class ScaleOptions
{
    private static readonly PointScale Usual = new();

    public Option<double> Points { get; } = new("--points") { Description = "Points at the base odds.", DefaultValueFactory = _ => Usual.BasePoints };

    public Option<double> Odds { get; } = new("--odds") { Description = "Base odds of repaid against defaulted.", DefaultValueFactory = _ => Usual.BaseOdds };

    public Option<double> DoubleOdds { get; } = new("--pdo") { Description = "Points to double the odds.", DefaultValueFactory = _ => Usual.PointsToDoubleOdds };

    public PointScale Read(ParseResult parsed)
    {
        var scale = new PointScale(parsed.GetValue(Points), parsed.GetValue(Odds), parsed.GetValue(DoubleOdds));
        return double.IsFinite(scale.BasePoints) && scale.BaseOdds > 0 && scale.PointsToDoubleOdds > 0 && double.IsFinite(scale.Offset)
            ? scale
            : throw new UsageException("--odds and --pdo must be positive, and --points a number");
    }
}
