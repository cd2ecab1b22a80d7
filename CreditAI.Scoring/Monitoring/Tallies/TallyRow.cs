namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>What a window holds of a group.</summary>
/// <param name="Start">Where the window begins.</param>
/// <param name="Attribute">Protected attribute; of an intersection their names joined by <see cref="And"/>; empty for everybody.</param>
/// <param name="Group">Its group, or the groups joined alike; empty for everybody.</param>
public sealed record TallyRow(TallyBasis Basis, DateTimeOffset Start, string Attribute, string Group, Tally Tally)
{
    /// <summary>Between the names of an intersection.</summary>
    public const string And = " × ";
}
