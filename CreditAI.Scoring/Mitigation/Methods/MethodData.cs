namespace CreditAI.Scoring.Mitigation.Methods;

/// <summary>Numeric features, outcomes and the groups of one protected attribute, which is no feature.</summary>
/// <param name="Columns">By feature; finite.</param>
/// <param name="Favourable">By row.</param>
/// <param name="Attribute">The protected attribute's name.</param>
/// <param name="Groups">By row.</param>
public sealed record MethodData(double[][] Columns, bool[] Favourable, string Attribute, string[] Groups)
{
    internal MethodData Rows(int[] rows) => new(
        [.. Columns.Select(column => (double[])[.. rows.Select(row => column[row])])],
        [.. rows.Select(row => Favourable[row])],
        Attribute,
        [.. rows.Select(row => Groups[row])]);
}
