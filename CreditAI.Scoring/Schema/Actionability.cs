namespace CreditAI.Scoring.Schema;

/// <summary>Which way an applicant could change a feature, for advice on what would have changed the decision.</summary>
public enum Actionability
{
    None,
    Increase,
    Decrease,
    Any,
}
