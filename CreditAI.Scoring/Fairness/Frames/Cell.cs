namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>Rows that fall together, with what their weights say of how much they know.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Weight">Sum of their weights.</param>
/// <param name="Squares">Sum of their squared weights.</param>
public readonly record struct Cell(long Rows, double Weight, double Squares)
{
    public static Cell operator +(Cell left, Cell right) =>
        new(left.Rows + right.Rows, left.Weight + right.Weight, left.Squares + right.Squares);

    /// <summary>
    /// The share of these rows that another cell is, with Wilson's interval at Kish's effective number of rows, (Σw)² / Σw²
    /// (Kish 1965), which is the number of rows where every row counts one.
    /// </summary>
    /// <param name="part">Rows among these.</param>
    /// <param name="nothing">The reason to give where there are no rows to share out.</param>
    internal Measure Share(Cell part, string nothing)
    {
        if (!(Weight > 0))
        {
            return Measure.Not(Rows, nothing);
        }

        var share = part.Weight / Weight;
        var effective = Weight * Weight / Squares;
        return Measure.Of(share, Rows, Interval.Wilson(share * effective, effective));
    }
}
