namespace CreditAI.Scoring.Training.Boosting;

/// <summary>One side of a pair's table: a feature's bins in coarser groups.</summary>
/// <param name="Slot">The feature.</param>
/// <param name="Groups">Group by fine bin; the missing and the other bin are groups 0 and 1, ordinary groups begin at 2.</param>
/// <param name="Count">Groups.</param>
/// <param name="Sign">1: values must not fall from group to group; -1: not rise; 0: free.</param>
internal sealed record PairAxis(int Slot, ushort[] Groups, int Count, int Sign);
