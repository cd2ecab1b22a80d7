namespace CreditAI.Scoring.Data;

/// <summary>How a split compares.</summary>
internal enum Comparison
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}
