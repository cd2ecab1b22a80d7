using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>Groups of a protected attribute by row, as indexes into <see cref="Groups"/>. Missing values are a group.</summary>
public sealed class GroupColumn(ProtectedAttribute attribute, int[] codes, IReadOnlyList<string> groups)
{
    public ProtectedAttribute Attribute => attribute;

    public ReadOnlySpan<int> Codes => codes;

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Groups => groups;
}
