using CreditAI.Scoring.Mitigation;

namespace CreditAI.Cli.Mitigate;

/// <summary>What a mitigation of a plain file reads: every array by row of the file.</summary>
internal sealed record MitigationInput(
    ColumnFile File, string Path, string Attribute, string[] Groups, bool[] Favourable, double[]? Weights, int[] Learn, int[] Report)
{
    public GroupedOutcomes Outcomes(int[] rows) => new(
        Attribute, Of(Groups, rows), Of(Favourable, rows), Weights is { } weights ? Of(weights, rows) : null);

    public static T[] Of<T>(T[] values, int[] rows) => [.. rows.Select(row => values[row])];
}
