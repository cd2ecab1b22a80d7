namespace CreditAI.Scoring.Schema;

public enum FeatureKind
{
    Numeric,
    Categorical,
}
