using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Promotion;

/// <summary>A model version with the rows it is judged by, loaded by its own schema.</summary>
/// <param name="CutOffs">What it would decide by.</param>
/// <param name="Basis">What its reasons are counted against.</param>
/// <param name="Data">Row by row the same applicants as any other contender's.</param>
/// <param name="Rows">Those that are looked at: none that it was trained on.</param>
public sealed record Contender(Scorecard Scorecard, CutOffs CutOffs, ReasonBasis Basis, Dataset Data, int[] Rows)
{
    private double[]? _points;

    /// <summary>Exact points by row of the data.</summary>
    internal double[] Points => _points ??= Scorecard.Points(Scorecard.Encode(Data));
}
