namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>Bins of four features, by row.</summary>
internal readonly ref struct Four<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth)
    where T : unmanaged
{
    public ReadOnlySpan<T> First { get; } = first;

    public ReadOnlySpan<T> Second { get; } = second;

    public ReadOnlySpan<T> Third { get; } = third;

    public ReadOnlySpan<T> Fourth { get; } = fourth;
}
