namespace CreditAI.Scoring.Scorecards;

/// <summary>How log-odds of repayment become points: points = offset + factor · ln(odds), higher is better.</summary>
/// <param name="BasePoints">Points at the base odds.</param>
/// <param name="BaseOdds">Odds of repaid against defaulted at the base points; 50 is 50:1.</param>
/// <param name="PointsToDoubleOdds">Points that double the odds (PDO).</param>
/// <param name="DisplayMinimum">Lower clip of displayed points. Decisions use the points unclipped.</param>
/// <param name="DisplayMaximum">Upper clip of displayed points.</param>
public sealed record PointScale(
    double BasePoints = 600,
    double BaseOdds = 50,
    double PointsToDoubleOdds = 20,
    double DisplayMinimum = 300,
    double DisplayMaximum = 850)
{
    /// <summary>Points per unit of log-odds.</summary>
    public double Factor => PointsToDoubleOdds / Math.Log(2);

    /// <summary>Points at even odds.</summary>
    public double Offset => BasePoints - (Factor * Math.Log(BaseOdds));

    public double PointsAt(double logOdds) => Offset + (Factor * logOdds);

    /// <summary>Probability of the unfavourable outcome, 0 to 1.</summary>
    public double ProbabilityOfDefault(double points) => 1 / (1 + Math.Exp((points - Offset) / Factor));

    /// <summary>Whole points within the display range.</summary>
    public int Display(double points) =>
        (int)Math.Round(Math.Clamp(points, DisplayMinimum, DisplayMaximum), MidpointRounding.AwayFromZero);
}
