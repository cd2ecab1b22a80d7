namespace CreditAI.Scoring.Fairness;

/// <summary>Rows by outcome, and the approved among them.</summary>
/// <param name="FavourableRows">Rows whose outcome is favourable.</param>
/// <param name="Favourable">Their weight.</param>
/// <param name="TruePositives">Weight of those approved.</param>
/// <param name="UnfavourableRows">Rows whose outcome is unfavourable.</param>
/// <param name="Unfavourable">Their weight.</param>
/// <param name="FalsePositives">Weight of those approved.</param>
public readonly record struct OutcomeTally(
    long FavourableRows, double Favourable, double TruePositives, long UnfavourableRows, double Unfavourable, double FalsePositives)
{
    public static OutcomeTally operator +(OutcomeTally left, OutcomeTally right) => new(
        left.FavourableRows + right.FavourableRows,
        left.Favourable + right.Favourable,
        left.TruePositives + right.TruePositives,
        left.UnfavourableRows + right.UnfavourableRows,
        left.Unfavourable + right.Unfavourable,
        left.FalsePositives + right.FalsePositives);

    internal OutcomeTally Add(bool favourable, bool approved, double weight) => favourable
        ? this with { FavourableRows = FavourableRows + 1, Favourable = Favourable + weight, TruePositives = TruePositives + (approved ? weight : 0) }
        : this with { UnfavourableRows = UnfavourableRows + 1, Unfavourable = Unfavourable + weight, FalsePositives = FalsePositives + (approved ? weight : 0) };
}
